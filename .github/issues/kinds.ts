/** What issues can be of. */
export interface Kind {
  readonly title: (subject: string) => string;
  /** What it means and what to do, as Markdown. */
  readonly says: (subject: string) => string;
}

/** A subject of `probe` is `<environment>.<service>`. */
export const kinds: Readonly<Record<string, Kind>> = {
  drift: {
    title: (subject) => `Drift in ${subject}`,
    says: (subject) =>
      `What runs in \`${subject}\` is not what \`environments/${subject}/rendered/\` says. Bring it back with \`npx tsx generator drift --fix ${subject}\`, or put the change into the config by a pull request.`,
  },
  probe: {
    title: (subject) => `${subject} does not answer as its contract says`,
    says: (subject) =>
      `An MCP client from outside can't use \`${subject}\`. The report names the layer that failed; \`npx tsx generator status ${subject.split('.')[0]}\` says how the service stands.`,
  },
};
