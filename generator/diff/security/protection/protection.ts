import type { Path } from '../../../config/located.ts';
import type { Risk } from '../../entry.ts';

/** One thing that protects, and how well. */
export interface Protection<Subject> {
  /** What is protected by it, for a sentence. */
  readonly what: string;
  /** Where it stands below the subject. */
  readonly path: Path;
  /** How well the subject is protected; a greater number is better. What is no number says nothing. */
  readonly rank: (subject: Subject) => number;
  /** What a weaker one asks of the reviewer; `review` when not said. */
  readonly weaker?: Risk;
}

/** A protection that changed, for better or worse. */
export interface Shift<Subject> {
  readonly protection: Protection<Subject>;
  readonly isWeaker: boolean;
}

/** The protections that one side has more of than the other. */
export function shiftsOf<Subject>(
  protections: readonly Protection<Subject>[],
  before: Subject,
  after: Subject,
): Shift<Subject>[] {
  return protections.flatMap((protection) => {
    const [was, is] = [protection.rank(before), protection.rank(after)];
    return was > is || was < is ? [{ protection, isWeaker: is < was }] : [];
  });
}

/** The place of a value in an order, the worst first; the worst for what is not there. */
export const rankIn = (order: readonly unknown[], value: unknown): number =>
  Math.max(0, order.indexOf(value));

/** A switch, as templates write it and as parameters give it. */
export const isOn = (value: unknown): boolean => String(value) === 'true';

/** Whether something is said at all. */
export const isSaid = (value: unknown): number => (value === undefined || value === '' ? 0 : 1);
