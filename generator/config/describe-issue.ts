import type { z } from 'zod';
import { nearest } from '../nearest.ts';
import type { Located } from './located.ts';

type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue['code']> = Extract<Issue, { code: Code }>;

export interface Description {
  /** What must be, as the end of a sentence that begins with the key. */
  readonly message: string;
  readonly hint?: string;
}

/** Says in people's words what the schema asks for. Never quotes the value, which may be a secret. */
export function describeIssue(issue: Issue, node: Located | undefined): Description {
  const describe = DESCRIBERS[issue.code] as Describe<Issue> | undefined;
  return describe?.(issue, node) ?? { message: must(issue.message) };
}

type Describe<Of extends Issue> = (issue: Of, node: Located | undefined) => Description;

const DESCRIBERS: { readonly [Code in Issue['code']]?: Describe<IssueOf<Code>> } = {
  invalid_type: ({ expected }, node) => ({
    message: `must be ${typeInWords(expected)}${butIs(node)}`,
    ...quotesHint(expected, node),
  }),
  invalid_union: ({ errors }, node) => {
    const types = errors.flatMap(([first]) =>
      first?.code === 'invalid_type' ? [typeInWords(first.expected)] : [],
    );
    const choice = new Intl.ListFormat('en', { type: 'disjunction' }).format(types);
    return { message: `must be ${choice}${butIs(node)}` };
  },
  invalid_value: ({ values }, node) => ({
    message: `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`,
    ...valueHint(values, node),
  }),
  invalid_format: (issue) => ({
    message: isOwnWords(issue)
      ? must(issue.message)
      : `must match ${issue.pattern ?? issue.format}`,
  }),
  too_small: (issue) => ({ message: limit(issue, 'at least', issue.minimum) }),
  too_big: (issue) => ({ message: limit(issue, 'at most', issue.maximum) }),
  not_multiple_of: ({ divisor }) => ({ message: `must be a multiple of ${divisor}` }),
};

/** The schema's types, as people call what they write. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a map of keys',
  record: 'a map of keys',
  array: 'a list',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

const typeInWords = (expected: string): string => TYPES[expected] ?? expected;

/** What was found instead. */
function butIs(node: Located | undefined): string {
  if (!node) return '';
  if (node.kind !== 'scalar') return `, not ${node.kind === 'list' ? 'a list' : 'a map of keys'}`;
  const { value } = node;
  if (value === null) return ', and here is nothing';
  if (typeof value === 'number' && !Number.isInteger(value)) return ', not a fraction or infinity';
  return `, not ${typeInWords(typeof value)}`;
}

function quotesHint(expected: string, node: Located | undefined): { hint?: string } {
  if (node?.kind !== 'scalar' || node.value === null) return {};
  if (expected === 'string') return { hint: 'put it in quotes' };
  const isPlain = TYPES[expected] && expected !== 'array' && typeof node.value === 'string';
  return isPlain && isNumber(node.value) ? { hint: 'write it without quotes' } : {};
}

const isNumber = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));

function valueHint(
  values: readonly z.core.util.Primitive[],
  node: Located | undefined,
): { hint?: string } {
  if (node?.kind !== 'scalar' || node.value === null) return {};
  const { value } = node;
  const same = values.find((known) => String(known) === String(value));
  if (same !== undefined) {
    return { hint: typeof same === 'string' ? 'put it in quotes' : 'write it without quotes' };
  }
  const near =
    typeof value === 'number'
      ? nearestNumber(value, values)
      : nearest(String(value), values.map(String));
  return near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
}

/** 31 is nearer to 30 than to 1, which an edit distance does not know. */
function nearestNumber(value: number, values: readonly z.core.util.Primitive[]) {
  const numbers = values.filter((known) => typeof known === 'number');
  return numbers.toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
}

/** The unit of what is counted. A number is compared as it is. */
const COUNTED: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'items',
  map: 'keys',
};

function limit(
  issue: IssueOf<'too_small'> | IssueOf<'too_big'>,
  word: string,
  bound: number | bigint,
): string {
  const counted = COUNTED[issue.origin];
  if (isOwnWords(issue)) return counted ? `must have ${issue.message}` : must(issue.message);
  const amount = `${issue.exact ? 'exactly' : word} ${bound}`;
  return counted ? `must have ${amount} ${counted}` : `must be ${amount}`;
}

/** Whether the schema says it in words of its own, which know the unit. */
const isOwnWords = ({ message }: Issue): boolean => !/^(Too (big|small)|Invalid)\b/.test(message);

const must = (words: string): string => (/^(must|can)\b/.test(words) ? words : `must be ${words}`);
