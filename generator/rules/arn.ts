/** The parts of an ARN that say where a thing is (AWS General Reference, "Amazon Resource Names"). */
export interface Arn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The parts that are written out: what is a reference, a wildcard or empty is nothing. */
export function readArn(text: string): Partial<Arn> {
  // A reference may hold no colon, so the parts stay where they are.
  const [arn, partition, , region, account] = text.split(':');
  if (arn !== 'arn') return {};
  const written = Object.entries({ partition, region, account }).filter(
    ([, part]) => part && !/[*?$]/.test(part),
  );
  return Object.fromEntries(written);
}
