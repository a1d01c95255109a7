import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, pathsByLine } from './canonical-json.ts';

test('each line of the text has the path of the value that it shows', () => {
  const value = { a: [1, { b: 'x' }], empty: [], none: {} };
  const lines = canonicalJson(value).trimEnd().split('\n');
  const paths = pathsByLine(value).map((path) => path.join('.'));
  assert.equal(paths.length, lines.length);
  assert.equal(paths[lines.indexOf('      "b": "x"')], 'a.1.b');
  assert.equal(paths[lines.indexOf('  "empty": [],')], 'empty');
});
