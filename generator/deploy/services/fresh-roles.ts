import type { Clock } from '../aws/clock.ts';
import { poll } from '../aws/poll.ts';

/** How services say that they do not see a role, or what it may do, yet (IAM is eventually consistent). */
const NOT_SEEN_YET =
  /(?:unable|cannot|can't|not able) to assume (?:the )?(?:service linked )?role|can(?:no|')t assume role|validate the provided access credentials|not authorized to perform: sts:AssumeRole|verify that the ECS service role being passed/i;

/** Milliseconds. IAM promises no time; changes are seen within seconds, rarely after more than a minute. */
const PATIENCE = 2 * 60_000;

/**
 * Makes a call again while what it asks for hangs on a role that was only just made.
 *
 * @throws what the call threw last
 */
export async function withFreshRoles<Answer>(
  clock: Clock,
  call: () => Promise<Answer>,
): Promise<Answer> {
  let refusal: unknown;
  const made = await poll(clock, clock.now() + PATIENCE, async () => {
    try {
      return { answer: await call() };
    } catch (error) {
      if (!(error instanceof Error && NOT_SEEN_YET.test(error.message))) throw error;
      refusal = error;
      return undefined;
    }
  });
  if (!made) throw refusal;
  return made.answer;
}
