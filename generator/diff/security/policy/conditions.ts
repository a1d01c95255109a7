import { fieldsOf, listOf } from '../../../render/plain-values.ts';
import { isWithin } from './patterns.ts';

/** One line of a condition. All lines have to hold; of the values of a line, one. */
export interface Clause {
  /** Such as `StringEquals`, with what stands before and behind it. */
  readonly operator: string;
  /** Condition key, whose case means nothing. */
  readonly key: string;
  readonly values: readonly string[];
}

export function readClauses(condition: unknown): Clause[] {
  const clauses = Object.entries(fieldsOf(condition)).flatMap(([operator, keys]) =>
    Object.entries(fieldsOf(keys)).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: listOf(values).map(String).sort(),
    })),
  );
  return clauses.sort((a, b) => (drawClause(a) < drawClause(b) ? -1 : 1));
}

/** Whether whatever fulfils some clauses fulfils others too, so that the others ask for no more. */
export const isNoStricter = (looser: readonly Clause[], than: readonly Clause[]): boolean =>
  looser.every((clause) => than.some((other) => implies(other, clause)));

/** With these, every value that is named shuts something out (IAM reference, "Condition operators"). */
const NEGATED = /Not(?:Equals|Like|IpAddress)/;

function implies(given: Clause, asked: Clause): boolean {
  if (given.operator !== asked.operator || given.key !== asked.key) return false;
  const [fewer, more] = NEGATED.test(asked.operator) ? [asked, given] : [given, asked];
  const hasPatterns = /Like|^Arn|:Arn/.test(asked.operator);
  return fewer.values.every((value) =>
    more.values.some((other) => value === other || (hasPatterns && isWithin(value, other))),
  );
}

export const drawClause = ({ operator, key, values }: Clause): string =>
  `${operator} ${key} ${values.join(' or ')}`;
