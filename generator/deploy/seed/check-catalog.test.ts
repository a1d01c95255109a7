import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { repository } from '../../../test/support/scratch.ts';
import { Failure } from '../../diagnostics.ts';
import { readSeed, schemaFileOf } from './check-catalog.ts';

const SOURCE = 'sample-data/product-catalog.json';

function folder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'seed-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

function messages(root: string, source: string): string[] {
  try {
    readSeed(root, source);
    return [];
  } catch (error) {
    assert.ok(error instanceof Failure);
    return error.diagnostics.map(({ code, message }) => `${code} ${message}`);
  }
}

test('the committed catalog is what its reader reads, byte for byte', () => {
  const { bytes } = readSeed(repository, SOURCE);
  assert.deepEqual(Buffer.from(bytes), readFileSync(join(repository, SOURCE)));
});

test('what the reader could not read is refused with its place', (t) => {
  const schema = readFileSync(join(repository, schemaFileOf(SOURCE)), 'utf8');
  const broken = { products: [{ id: '', name: 'A', category: 'B', price: -1, features: [] }] };
  const root = folder(t, { 'c.json': JSON.stringify(broken), 'c.schema.json': schema });
  const found = messages(root, 'c.json');
  assert.equal(found.length, 3);
  for (const place of ['products.0.id', 'products.0.price', 'products.0.in_stock']) {
    assert.ok(found.some((message) => message.includes(`deploy/seed c.json at ${place}:`)));
  }
});

test('a file that is missing or no JSON in UTF-8 is refused; without a schema JSON is enough', (t) => {
  const root = folder(t, { 'a.json': '{', 'b.json': '[1]' });
  writeFileSync(join(root, 'd.json'), Buffer.from([0x22, 0xff, 0x22]));
  assert.match(messages(root, 'a.json').join(), /is no JSON in UTF-8/);
  assert.match(messages(root, 'd.json').join(), /is no JSON in UTF-8/);
  assert.match(messages(root, 'gone.json').join(), /does not exist/);
  assert.deepEqual(messages(root, 'b.json'), []);
});
