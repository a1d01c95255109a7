import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { folderCache, openCache } from './check-cache.ts';
import { checkTemplates } from './check-templates.ts';
import { templateOf } from './fixtures/small-stack.ts';

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cache-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const shape = z.array(z.string());

test('what was kept is there again under its whole key', (t) => {
  const cache = folderCache(join(scratch(t), 'new'));
  assert.equal(cache.read(['a', 'b'], shape), undefined);
  cache.write(['a', 'b'], ['kept']);
  assert.deepEqual(cache.read(['a', 'b'], shape), ['kept']);
  assert.equal(cache.read(['ab', ''], shape), undefined);
});

test('what is cut off or of another shape counts as nothing', (t) => {
  const folder = scratch(t);
  const cache = folderCache(folder);
  cache.write(['a'], ['kept']);
  const [file = ''] = readdirSync(folder);
  for (const text of ['["kep', '{"a": 1}', '', 'null']) {
    writeFileSync(join(folder, file), text);
    assert.equal(cache.read(['a'], shape), undefined, text);
  }
});

test('the entries used longest ago go first', (t) => {
  const folder = scratch(t);
  const cache = folderCache(folder);
  cache.write(['old'], ['old']);
  const [file = ''] = readdirSync(folder);
  utimesSync(join(folder, file), new Date(0), new Date(0));
  for (let index = 0; index < 200; index++) cache.write([`${index}`], []);
  assert.equal(readdirSync(folder).length, 200);
  assert.equal(cache.read(['old'], shape), undefined);
  assert.deepEqual(cache.read(['199'], shape), []);
});

test('a folder that can’t be written to is no mistake, and without node_modules nothing is kept', (t) => {
  const root = scratch(t);
  const inNothing = openCache(root);
  inNothing.write(['a'], ['kept']);
  assert.deepEqual(readdirSync(root), []);
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules/.cache'), 'not a folder');
  const cache = openCache(root);
  cache.write(['a'], ['kept']);
  assert.equal(cache.read(['a'], shape), undefined);
});

test('a template is checked again when its text or a tool has changed, else not', async (t) => {
  const folder = scratch(t);
  const cache = folderCache(folder);
  const text = 'Description: a\nResources: {One: {Type: AWS::SNS::Topi}}';
  const codes = async (template: string, version: string) => {
    const [report] = await checkTemplates([templateOf(template)], cache, version);
    return report?.findings.map(({ code }) => code);
  };
  assert.deepEqual(await codes(text, '1'), ['stack/resource-type']);
  const [file = ''] = readdirSync(folder);
  const nothing = { bundled: [], refused: [], violations: [], leftOut: [] };
  writeFileSync(join(folder, file), JSON.stringify(nothing));
  assert.deepEqual(await codes(text, '1'), [], 'the kept result is believed');
  assert.deepEqual(await codes(text, '2'), ['stack/resource-type']);
  assert.deepEqual(await codes(`${text}\n`, '1'), ['stack/resource-type']);
});
