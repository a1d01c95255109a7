import { type Document, type LineCounter, parseDocument, type ScalarTag } from 'yaml';

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

/** Parses what a template wrote; CloudFormation's short forms become their long ones. */
export function parseOutput(
  text: string,
  lineCounter?: LineCounter,
): { document: Document; problems: OutputProblem[] } {
  const customTags = [...scalarTags, getAtt, ...listTags] as ScalarTag[];
  const document = parseDocument(text, { customTags, ...(lineCounter && { lineCounter }) });
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    message: message.split(' at line ')[0] ?? message,
    offset: pos[0],
  }));
  return { document, problems };
}
