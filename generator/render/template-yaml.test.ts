import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { toJsonText, toYamlText } from './template-yaml.ts';

/** Texts that some reader takes for something else, and odd ones. */
const odd = fc.constantFrom(
  ...['yes', 'No', 'on', 'OFF', 'y', 'null', '~', '', ' ', '1:20', '0x1F', '0o7', '017', '1_000'],
  ...['1e3', '.inf', '2001-12-14', '=', '<<', '- a', 'a: b', '#', 'a #b', '"', "'", '\n', 'a\nb\n'],
  ...[
    '\u2028',
    '\u0085',
    '\u007f',
    '\ufeff',
    '!Ref x',
    '*a',
    '&a',
    '%',
    '@',
    '`',
    '{',
    '__proto__',
  ],
);
const texts = fc.oneof(odd, fc.string(), fc.string({ unit: 'grapheme' }));
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

for (const version of ['1.1', '1.2'] as const) {
  for (const write of [toYamlText, toJsonText]) {
    test(`what ${write.name} writes is read back as the same value by YAML ${version}`, () => {
      fc.assert(
        fc.property(values, (value) => {
          // Keys that are merged into their map are no keys of it.
          const read = parse(write(value), { version, merge: false, logLevel: 'silent' });
          assert.deepEqual(plain(read), plain(value));
        }),
        { seed: 1, numRuns: 300 },
      );
    });
  }
}

test('the text does not depend on the order of keys, and ends without a line break', () => {
  const one = { b: [{ d: 1, c: 'x' }, []], a: {} };
  const other = { a: {}, b: [{ c: 'x', d: 1 }, []] };
  assert.equal(toYamlText(one), 'a: {}\nb:\n  - c: x\n    d: 1\n  - []');
  assert.equal(toYamlText(other), toYamlText(one));
  assert.equal(toJsonText(other), toJsonText(one));
});

test('a long text stays on its line', () => {
  const long = 'word '.repeat(200);
  assert.equal(toYamlText({ long }), `long: "${long}"`);
});
