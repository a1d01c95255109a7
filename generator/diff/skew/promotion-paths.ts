/** What is known of an environment's place among the others. */
export interface Promoted {
  readonly environment: string;
  /** The environment whose images are promoted to this one. */
  readonly promotesFrom?: string | undefined;
}

/**
 * The ways that images go, each from the environment where they come in first to one from which they
 * go no further; sorted by name. Environments beside any way are not there.
 */
export function promotionPaths(environments: readonly Promoted[]): string[][] {
  const sourceOf = new Map(environments.map((one) => [one.environment, one.promotesFrom]));
  const sources = new Set(sourceOf.values());
  return [...sourceOf.keys()]
    .filter((name) => !sources.has(name))
    .sort()
    .map((name) => pathTo(name, sourceOf))
    .filter((path) => path.length > 1);
}

function pathTo(name: string, sourceOf: ReadonlyMap<string, string | undefined>): string[] {
  const path: string[] = [];
  // A circle is refused by a rule, but a base may be from before it.
  for (let at: string | undefined = name; at !== undefined && !path.includes(at); ) {
    if (!sourceOf.has(at)) break;
    path.unshift(at);
    at = sourceOf.get(at);
  }
  return path;
}
