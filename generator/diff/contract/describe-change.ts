import type { ContractChange, ContractChangeKind, UnsaidChange } from './contract-change.ts';

/** A change with its sentence. */
export function describeChange(change: UnsaidChange): ContractChange {
  const { keyword: _, ...rest } = change;
  return { ...rest, message: SENTENCES[change.kind](subjectOf(change), change) };
}

type Say = (subject: string, change: UnsaidChange) => string;

const sayTypes: Say = (subject, { before, after }) =>
  `${subject} is ${typesText(after)}, was ${typesText(before)}`;

const sayValues: Say = (subject, { before, after }) =>
  `${subject} is one of ${valuesText(after)}, was one of ${valuesText(before)}`;

const sayLimit: Say = (subject, { keyword, before, after }) =>
  `${subject} has ${limitText(keyword, after)}, had ${limitText(keyword, before)}`;

const sayNote: Say = (subject, { keyword, before, after }) => {
  const article = after === undefined ? 'no' : before === undefined ? 'a' : 'another';
  return `${subject} has ${article} \`${keyword}\``;
};

const SENTENCES: Readonly<Record<ContractChangeKind, Say>> = {
  'tool-added': () => 'the tool is new',
  'tool-removed': () => 'the tool is gone',
  'parameter-added': (subject, { breaking }) =>
    `${subject} is new${breaking ? ', and what was sent until now may be refused' : ''}`,
  'parameter-removed': (subject) => `${subject} is gone`,
  'parameter-required': (subject) => `${subject} has to be sent`,
  'parameter-optional': (subject) => `${subject} may be left out`,
  'result-added': (subject, { breaking }) =>
    `${subject} is new${breaking ? ', and who checks results by the old, closed schema refuses it' : ''}`,
  'result-removed': (subject) => `${subject} is gone`,
  'result-required': (subject) => `${subject} is always there`,
  'result-optional': (subject) => `${subject} may be missing`,
  'properties-closed': (subject) => `${subject} takes no more properties than it names`,
  'properties-opened': (subject) => `${subject} may hold more properties than it names`,
  'type-narrowed': sayTypes,
  'type-widened': sayTypes,
  'type-changed': sayTypes,
  'alternative-removed': (subject, { before }) => `${subject} is no longer ${shorten(before)}`,
  'alternative-added': (subject, { after }) => `${subject} can also be ${shorten(after)}`,
  'enum-narrowed': sayValues,
  'enum-widened': sayValues,
  'limit-tightened': sayLimit,
  'limit-loosened': sayLimit,
  'limit-changed': sayLimit,
  'schema-changed': (subject, { keyword }) => {
    const what = keyword === undefined ? 'the schema' : `\`${keyword}\``;
    return `${what} of ${subject} is another; it can't be compared, so it counts as breaking`;
  },
  'annotation-changed': (_subject, { path, before, after }) =>
    `the hint \`${path}\` is ${shorten(after)}, was ${shorten(before)}`,
  'title-changed': sayNote,
  'description-changed': sayNote,
  'default-changed': (subject, { before, after }) =>
    `the default of ${subject} is ${shorten(after)}, was ${shorten(before)}`,
};

function subjectOf({ side, path }: UnsaidChange): string {
  if (side === undefined) return 'the tool';
  if (path === undefined) return side === 'input' ? 'the input' : 'the result';
  return side === 'input' ? `the parameter \`${path}\`` : `\`${path}\` of the result`;
}

const typesText = (types: unknown): string =>
  Array.isArray(types) ? types.join(' or ') || 'nothing' : 'anything';

const valuesText = (values: unknown): string => (values === undefined ? 'any' : shorten(values));

const limitText = (keyword: string | undefined, value: unknown): string =>
  value === undefined ? `no \`${keyword}\`` : `\`${keyword}\` ${shorten(value)}`;

/** A value stays in its sentence. */
const LONGEST = 60;

function shorten(value: unknown): string {
  const text = value === undefined ? 'not there' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
