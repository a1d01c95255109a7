import fc, { type Arbitrary } from 'fast-check';

/** Names that mean something to JavaScript, YAML, a shell or a file system. */
export const oddKey: Arbitrary<string> = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '',
  ' ',
  '<<',
  'null',
  'true',
  '0',
  '-1',
  'a.b',
  'services.store',
  '../..',
  'ключ',
  'e\u0301',
  '\u202edlrow',
  '🙂',
  'k'.repeat(300),
);

/** Deep as {@link nested} counts. */
const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 'deep');

/** Values that are seldom right: other types, edges of numbers, text that breaks naive writers. */
export const oddValue: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -0,
    -1,
    0.5,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    65_536,
    '',
    ' ',
    '\n',
    'a\nb',
    '\t',
    '"',
    "'",
    '`',
    '\\',
    '{{env.name}}',
    '${self.url}',
    '${services.gone.url}',
    '${constructor}',
    '${__proto__}',
    '#',
    ': ',
    '- x',
    '*a',
    '&a',
    '!!binary x',
    '|',
    '>',
    '%',
    '@',
    '\u0000',
    '\u001b[31m',
    '\u2028',
    '\ud800',
    '\ue000',
    '🙂🙂',
    'x'.repeat(5_000),
    'x y '.repeat(10_000),
    [],
    {},
    [[]],
    [null],
    [{}],
    { __proto__: null, constructor: 1 },
    '9'.repeat(12),
    'sha256:00',
    'arn:aws:secretsmanager:us-west-2:1:secret:x',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '1e3',
    '0x10',
    'yes',
    '2026-01-01',
  ),
  fc.constantFrom(10, 100, 1_000).map(nested),
  fc
    .constantFrom(200, 5_000)
    .map((length) => Array.from({ length }, (_, index) => `item-${index}`)),
  fc
    .constantFrom(20, 500)
    .map((length) =>
      Object.fromEntries(Array.from({ length }, (_, index) => [`KEY_${index}`, index])),
    ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Pieces that change what YAML text around them means. */
export const yamlPiece: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      '\t',
      ' ',
      '  ',
      '- ',
      '#',
      ': ',
      ':',
      '"',
      "'",
      '|',
      '>',
      '{',
      '}',
      '[',
      ']',
      ',',
      '?',
      '%',
    ],
    ...[
      '&a ',
      '*a',
      '*gone',
      '<<: *a\n',
      '<<: {a: 1}\n',
      '<<: 1\n',
      '!Ref ',
      '!!set ',
      '!!binary ',
    ],
    ...['!<tag:x> ', '!!js/function ', '---\n', '...\n', '%YAML 1.1\n', '%TAG ! x\n', '? a\n: b\n'],
    ...[
      '\r',
      '\r\n',
      '\n',
      '\u0000',
      '\ufeff',
      '\u00a0',
      '\u2028',
      '\u0085',
      '\ud800',
      '__proto__: {a: 1}\n',
    ],
    ...['a: &a [*a]\n', 'target: aws\ntarget: aws\n', '? {a: b}\n: c\n', '[a]: b\n', '{a: b}: c\n'],
    ...['services: {}\n', 'services:\n', 'services: &s {x: *s}\n', 'x: |9\n', 'x: >+2-\n'],
  ),
  fc.constantFrom(10, 200, 5_000).map((depth) => '['.repeat(depth)),
  fc.constantFrom(10, 200, 5_000).map((depth) => '{a: '.repeat(depth)),
  fc.constantFrom(10, 200, 5_000).map((depth) => `\n${'- '.repeat(depth)}x\n`),
  fc.constantFrom(5, 12).map(aliasBomb),
  fc.constantFrom(1_000, 50_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(1_000, 10_000).map((length) => 'k: v\n'.repeat(length)),
);

/** A few lines that stand for an enormous list. */
function aliasBomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => {
    const items = level === 0 ? 'x' : `*b${level - 1}`;
    return `b${level}: &b${level} [${Array.from({ length: 9 }, () => items).join(', ')}]\n`;
  });
  return `\n${lines.join('')}`;
}
