import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../diagnostics.ts';
import type { Form } from './artefact-table.ts';
import { giveForm } from './forms.ts';
import { TemplateEngine } from './template-engine.ts';

const PATH = 'templates/one.yaml.hbs';

function form(kind: Form, template: string, context = {}) {
  const engine = new TemplateEngine(new Map([[PATH, template]]));
  const trace = () => engine.trace(PATH, context);
  return giveForm(kind, PATH, engine.render(PATH, context), trace);
}

function placesOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.diagnostics.map(({ code, file, line, col }) => `${code} ${file}:${line}:${col}`);
  }
  return [];
}

test('parameters become the list that the AWS CLI takes', () => {
  assert.deepEqual(form('parameters', 'Name: shop\nDays: 30\n').value, [
    { ParameterKey: 'Name', ParameterValue: 'shop' },
    { ParameterKey: 'Days', ParameterValue: '30' },
  ]);
});

test('a stack keeps its text under a header; equal ones share one frozen value', () => {
  const one = form('yaml', 'A: !Ref B\n');
  assert.match(one.text, /^# Rendered from templates\/one\.yaml\.hbs\..*\nA: !Ref B\n$/);
  assert.deepEqual(one.value, { A: { Ref: 'B' } });
  assert.ok(Object.isFrozen(one.value));
  assert.equal(form('yaml', 'A: !Ref B\n').value, one.value);
});

for (const kind of ['yaml', 'json', 'parameters'] as const) {
  test(`a template of the form ${kind} that writes no map is refused`, () => {
    for (const template of ['', '{{#if x}}a{{/if}}', '# nothing\n', '- a\n', 'text\n']) {
      assert.deepEqual(
        placesOf(() => form(kind, template, { x: false })),
        [`template/output ${PATH}:1:1`],
      );
    }
  });
}

test('what is broken is told at the template’s line', () => {
  assert.deepEqual(
    placesOf(() => form('json', 'a: 1\nb: [{{x}}\nc: 2\n', { x: 1 })),
    [`template/output ${PATH}:3:1`],
  );
  assert.deepEqual(
    placesOf(() => form('yaml', 'a: 1\nb: *gone\n')),
    [`template/output ${PATH}:2:4`],
  );
});
