import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { connect } from '../../test-support/mcp-requests.ts';
import { product } from '../../test-support/products.ts';
import { startApp } from '../../test-support/start-app.ts';
import { allTools } from '../tools/all-tools.ts';
import { contractText } from './contract-text.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const file = new URL('../../contract.json', import.meta.url);
const committed = readFileSync(file, 'utf8');

test('contract.json is what the tools say', () => {
  assert.equal(committed, contractText(allTools));
});

test('a client of the running server gets exactly that from tools/list', async () => {
  await using app = await startApp({});
  await using client = await connect(app.url);
  const { tools } = await client.listTools();
  assert.deepEqual({ schema: 'contract/v1', tools }, JSON.parse(committed));
});

test('once a catalog has loaded, descriptions of inputs are all that differs', async () => {
  await using app = await startApp({ products: [product({ id: 'P001', category: 'Toys' })] });
  await using client = await connect(app.url);
  const { tools } = await client.listTools();
  assert.notDeepEqual(tools, JSON.parse(committed).tools);
  assert.deepEqual(withoutInputHints({ tools }), withoutInputHints(JSON.parse(committed)));
});

interface Listed {
  readonly tools: readonly {
    readonly inputSchema: { readonly properties?: Readonly<Record<string, object>> | undefined };
  }[];
}

function withoutInputHints({ tools }: Listed): unknown {
  const copy = structuredClone(tools);
  for (const { inputSchema } of copy) {
    const inputs: { description?: string }[] = Object.values(inputSchema.properties ?? {});
    for (const input of inputs) delete input.description;
  }
  return copy;
}

test('--check exits with 3 for a stale or missing file and writes nothing; without it the file is written', (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'contract-'));
  t.after(() => rmSync(copy, { recursive: true }));
  cpSync(join(root, 'services/mcp-server'), join(copy, 'service'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const written = join(copy, 'service/contract.json');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(copy, 'service/src/contract/write-contract.ts'), ...args])
      .status;

  assert.equal(run('--check'), 0);
  writeFileSync(written, `${committed} `);
  assert.equal(run('--check'), 3);
  assert.equal(readFileSync(written, 'utf8'), `${committed} `);
  rmSync(written);
  assert.equal(run('--check'), 3);
  assert.equal(run(), 0);
  assert.equal(readFileSync(written, 'utf8'), committed);
});
