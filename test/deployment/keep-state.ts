import type { ScriptedAws } from '../scripted-aws/scripted-aws.ts';

/** Longer than anything in the double of AWS takes. */
const UNTIL_QUIET = 6 * 3_600_000;

/**
 * Keeps what an account holds, once nothing is under way in it.
 *
 * @returns what puts the account back to it. Time goes on, and ids stay unique.
 */
export function keepState(aws: ScriptedAws): () => void {
  aws.clock.advance(UNTIL_QUIET);
  const kept = copyOf(aws.state);
  return () => {
    // What was begun must come to its end before, or it would do so in what is put back.
    aws.clock.advance(UNTIL_QUIET);
    aws.faults.clear();
    Object.assign(aws.state, copyOf(kept));
  };
}

function copyOf({ ecs, s3, ...rest }: ScriptedAws['state']): ScriptedAws['state'] {
  const { runOutcome, ...plain } = ecs;
  const copy = structuredClone({ ...rest, plain, s3 });
  for (const { versions } of copy.s3.buckets.values()) {
    versions.splice(0, versions.length, ...versions.map(withBuffer));
  }
  const { plain: copied, ...others } = copy;
  return { ...others, ecs: { ...copied, runOutcome } };
}

/** A structured clone turns buffers into plain arrays of bytes. */
const withBuffer = <V extends { readonly body: Uint8Array }>(version: V) => ({
  ...version,
  body: Buffer.from(version.body),
});
