import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../diagnostics.ts';
import { templateBlocks } from './template-blocks.ts';
import { TemplateEngine } from './template-engine.ts';
import type { Example } from './template-function.ts';
import { templateFunctions } from './template-functions.ts';

const MAIN = 'templates/main.yaml.hbs';

function render(template: string, context: object, partials: Record<string, string> = {}) {
  const files = Object.entries(partials).map(
    ([name, text]) => [`templates/partials/${name}.yaml.hbs`, text] as const,
  );
  return new TemplateEngine(new Map([[MAIN, template], ...files])).render(MAIN, context);
}

function codeOf(template: string, context: object): string {
  try {
    return render(template, context, { a: '' });
  } catch (error) {
    const [found] = (error as Failure).diagnostics;
    return `${found?.code} ${found?.col}`;
  }
}

for (const { name, example } of [...templateFunctions, ...templateBlocks]) {
  test(`the example of ${name} gives what it says`, () => {
    const { template, context, output, partials } = example as Example;
    assert.ok(template.includes(name));
    assert.equal(render(template, context, partials), output);
  });
}

for (const { name, parameters } of templateFunctions) {
  test(`${name} refuses what does not exist, in every place`, () => {
    const samples = {
      text: '"a"',
      pieces: '"a"',
      scalar: '1',
      count: '1',
      boolean: 'true',
      any: '1',
    };
    for (const [missing] of parameters.entries()) {
      const given = parameters.map(({ kind }, index) =>
        index === missing ? 'gone' : (samples[kind as 'any'] ?? 'list'),
      );
      assert.match(codeOf(`{{${name} ${given.join(' ')}}}`, { list: [] }), /^template\/value /);
    }
  });
}

const EMPTY = [`""`, '0', 'false', 'null', 'list', 'map'];
const FILLED = ['"0"', '1', 'true', 'items', '-1', '" "'];

test('empty is what Helm takes as empty, in functions and blocks alike', () => {
  const context = { list: [], map: {}, items: [0] };
  for (const value of [...EMPTY, ...FILLED]) {
    const expected = EMPTY.includes(value) ? 'empty' : 'filled';
    for (const template of [
      `{{#if ${value}}}filled{{else}}empty{{/if}}`,
      `{{#unless ${value}}}empty{{else}}filled{{/unless}}`,
      `{{ternary "empty" "filled" (not ${value})}}`,
      `{{#if (default "" ${value})}}filled{{else}}empty{{/if}}`,
      `{{#if (and 1 ${value})}}filled{{else}}empty{{/if}}`,
      `{{#if (or ${value} "")}}filled{{else}}empty{{/if}}`,
    ]) {
      assert.equal(render(template, context), expected, template);
    }
  }
});

const results: [template: string, output: string][] = [
  ['{{and 1 0 "x"}}', '0'],
  ['{{and 1 2}}', '2'],
  ['{{or 0 "" false}}', 'false'],
  ['{{eq 1 2 1}}', 'true'],
  ['{{eq "a" "b"}}', 'false'],
  ['{{ne 1 2}}', 'true'],
  ['{{quote "a\n"}}', '"a\\n"'],
  ['{{quote true}}', '"true"'],
  ['{{quote \'say "x"\'}}', '"say \\"x\\""'],
  ['{{printf "%s %v %d %q %%" "a" true 3 "b"}}', 'a true 3 "b" %'],
  ['{{printf "$& %s" "$1"}}', '$& $1'],
  ['{{join "" list}}', 'ab'],
  ['{{indent 2 "a\n\nb"}}', '  a\n  \n  b'],
  ['{{nindent 0 "a"}}', '\na'],
  ['{{toJson map}}', '{"a":[null,true],"b":"\\u2028\\u007f"}'],
  ['{{default "x" null}}', 'x'],
  ['{{required "give it" "there"}}', 'there'],
  ['{{include "p" map}}', 'true'],
];
for (const [template, output] of results) {
  test(`${JSON.stringify(template)} writes ${JSON.stringify(output)}`, () => {
    const map = { b: '\u2028\u007f', a: [null, true] };
    assert.equal(render(template, { list: ['a', 'b'], map }, { p: '{{a.[1]}}\n' }), output);
  });
}

const refused: string[] = [
  '{{eq 1 "1"}}',
  '{{ne true "true"}}',
  '{{eq null 1}}',
  '{{quote list}}',
  '{{quote null}}',
  '{{join list ","}}',
  '{{join "," "ab"}}',
  '{{join "," deep}}',
  '{{indent "2" "a"}}',
  '{{indent -1 "a"}}',
  '{{indent 1.5 "a"}}',
  '{{indent 2000000000 "a"}}',
  '{{nindent 2 5}}',
  '{{ternary 1 2 "yes"}}',
  '{{required 1 1}}',
  '{{required "give it" ""}}',
  '{{printf 1}}',
  '{{printf "%s"}}',
  '{{printf "none" 1}}',
  '{{printf "%d" "a"}}',
  '{{printf "%d" 1.5}}',
  '{{printf "%x" 1}}',
  '{{printf "100%"}}',
  '{{printf "%s" list}}',
];
for (const template of refused) {
  test(`${template} is refused`, () => {
    assert.equal(codeOf(template, { list: ['a'], deep: [['a']] }), 'template/function 3');
  });
}

test('`required` fails in its own words', () => {
  assert.throws(
    () => render('{{required "name the account" ""}}', {}),
    ({ diagnostics: [found] }: Failure) => found?.message.startsWith('name the account') === true,
  );
});

test('no message shows a value', () => {
  for (const template of [
    '{{eq secret 1}}',
    '{{nindent secret "a"}}',
    '{{secret.x}}',
    '{{printf "%d" secret}}',
    '{{#each secret}}{{/each}}',
  ]) {
    assert.throws(
      () => render(template, { secret: 'hunter2' }),
      ({ diagnostics }: Failure) => !JSON.stringify(diagnostics).includes('hunter2'),
    );
  }
});
