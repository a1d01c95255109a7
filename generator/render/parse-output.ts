import {
  type Document,
  type LineCounter,
  parseDocument,
  type ScalarTag,
  Schema,
  visit,
} from 'yaml';

/** Rendered text that is not YAML: what and where in the text (offset from 0). */
export interface OutputProblem {
  readonly message: string;
  readonly offset: number;
}

/** CloudFormation's short forms, as what they stand for. */
const INTRINSICS = [
  'Base64',
  'Cidr',
  'FindInMap',
  'GetAZs',
  'ImportValue',
  'Join',
  'Select',
  'Split',
  'Sub',
  'Transform',
  'And',
  'Equals',
  'If',
  'Not',
  'Or',
];

const longName = (tag: string) => (tag === 'Ref' || tag === 'Condition' ? tag : `Fn::${tag}`);

const scalarTags = ['Ref', 'Condition', ...INTRINSICS].map(
  (name): ScalarTag => ({
    tag: `!${name}`,
    resolve: (text: string) => ({ [longName(name)]: text }),
  }),
);
const getAtt: ScalarTag = {
  tag: '!GetAtt',
  resolve: (text: string) => {
    const [resource, ...attribute] = text.split('.');
    return { 'Fn::GetAtt': [resource, attribute.join('.')] };
  },
};
const listTags = INTRINSICS.map((name) => ({
  tag: `!${name}`,
  collection: 'seq' as const,
  resolve: (sequence: { toJSON(): unknown }) => ({ [longName(name)]: sequence.toJSON() }),
}));

/** Made once, because making it takes longer than parsing a small text. */
const schema = new Schema({
  schema: 'core',
  customTags: [...scalarTags, getAtt, ...listTags] as ScalarTag[],
});

export interface ParsedOutput {
  readonly document: Document;
  /** Frozen, because files that are equal share it. Nothing where there are problems. */
  readonly value: unknown;
  readonly problems: readonly OutputProblem[];
}

/** Parses what a template wrote; CloudFormation's short forms become their long ones. */
export function parseOutput(text: string, lineCounter?: LineCounter): ParsedOutput {
  const options = { schema, logLevel: 'error', ...(lineCounter && { lineCounter }) } as const;
  const document = parseDocument(text, options);
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    message: message.split(' at line ')[0] ?? message,
    offset: pos[0],
  }));
  if (problems.length > 0) return { document, value: undefined, problems };
  try {
    return { document, value: freeze(document.toJS(), new Set()), problems };
  } catch (error) {
    // An alias that leads nowhere, or back to itself, shows only now.
    const { message } = error as Error;
    return { document, value: undefined, problems: [{ message, offset: firstAlias(document) }] };
  }
}

function freeze(value: unknown, above: Set<object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) throw new Error('An alias stands inside of what it is an alias of');
  if (Object.isFrozen(value)) return value;
  above.add(value);
  for (const inner of Object.values(value)) freeze(inner, above);
  above.delete(value);
  return Object.freeze(value);
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_key, { range }) => {
      offset = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}
