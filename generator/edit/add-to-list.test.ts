import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../diagnostics.ts';
import { addToList } from './add-to-list.ts';

const add = (text: string) => addToList('c.yaml', text, ['names'], 'qa');

const rows: readonly (readonly [what: string, before: string, after: string])[] = [
  ['a list in one line', 'names: [dev] # ours\n', 'names: [dev, qa] # ours\n'],
  ['an empty list', 'names: [ ]\n', 'names: [ qa]\n'],
  ['a list with a last comma', 'names: [dev,]\n', 'names: [dev, qa,]\n'],
  ['a list by lines', 'names:\n  - dev # first\nz: 1\n', 'names:\n  - dev # first\n  - qa\nz: 1\n'],
  ['a list by lines without indent', 'names:\n- dev', 'names:\n- dev\n- qa'],
];
for (const [what, before, after] of rows) {
  test(`a value is added to ${what}`, () => assert.equal(add(before), after));
}

for (const [what, text] of [
  ['that is not there', 'z: 1\n'],
  ['that is an alias', 'a: &a [dev]\nnames: *a\n'],
  ['that is a single value', 'names: dev\n'],
] as const) {
  test(`a list ${what} is not changed`, () => {
    assert.throws(
      () => add(text),
      (error) => error instanceof Failure && error.diagnostics[0]?.code === 'edit/form',
    );
  });
}
