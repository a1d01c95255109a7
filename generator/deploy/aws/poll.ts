import type { Clock } from './clock.ts';

export interface Pace {
  /** Milliseconds until the second look; each later pause is half as long again. */
  readonly first: number;
  /** The longest pause, in milliseconds. */
  readonly longest: number;
}

export const USUAL_PACE: Pace = { first: 1_000, longest: 5_000 };

/**
 * Looks again and again until there is an answer.
 *
 * @param look gives the answer, or nothing while there is none yet
 * @param deadline in milliseconds since 1970
 * @returns the answer, or nothing when the deadline passed
 */
export async function poll<Answer>(
  clock: Clock,
  deadline: number,
  look: () => Promise<Answer | undefined>,
  { first, longest }: Pace = USUAL_PACE,
): Promise<Answer | undefined> {
  for (let pause = first; ; pause = Math.min(pause * 1.5, longest)) {
    const answer = await look();
    if (answer !== undefined) return answer;
    const left = deadline - clock.now();
    if (left <= 0) return undefined;
    await clock.sleep(Math.min(pause, left));
  }
}
