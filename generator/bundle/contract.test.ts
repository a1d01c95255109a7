import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeBase } from '../../test/support/corpus.ts';
import { Failure } from '../diagnostics.ts';
import { parseContract, readContract } from '../render/contract.ts';
import { renderRepository } from './render-repository.ts';

const CONTRACT = {
  schema: 'contract/v1',
  tools: [
    {
      name: 'find',
      title: 'Find',
      description: 'Finds things.',
      inputSchema: { type: 'object', properties: { type: { type: 'string' } }, 'x-any': [1] },
      outputSchema: { type: 'object' },
      annotations: { readOnlyHint: true },
    },
  ],
};
/** Not as `canonicalJson` would write it, so that lines of source and copy differ. */
const SOURCE = JSON.stringify(CONTRACT)
  .replace('"tools":', '\n"tools":')
  .replace('"x-any"', '\n$&');

let root: string;
before(async () => {
  root = await makeBase();
  mkdirSync(join(root, 'services/store'), { recursive: true });
  writeFileSync(join(root, 'services/store/contract.json'), SOURCE);
});
after(() => rmSync(root, { recursive: true, force: true }));

function bundleOf(name: string) {
  const { artefacts } = renderRepository(root, [name]).bundles[0] ?? {};
  assert.ok(artefacts);
  const contract = artefacts.find(({ kind }) => kind === 'contract');
  const manifest = artefacts.find(({ kind }) => kind === 'manifest')?.value;
  return { contract, manifest: manifest as Manifest };
}

interface Manifest {
  readonly phases: readonly { phase: string; steps: readonly Record<string, unknown>[] }[];
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
}

test('a contract is copied for AWS, and the step of its service alone names it', () => {
  const { contract, manifest } = bundleOf('dev');
  assert.equal(contract?.path, 'contracts/store.json');
  assert.equal(contract.text, `${JSON.stringify(CONTRACT, null, 2)}\n`);
  const { steps = [] } = manifest.phases.find(({ phase }) => phase === 'services') ?? {};
  assert.deepEqual(
    steps.flatMap(({ service, contract: path }) => (path ? [[service, path]] : [])),
    [['store', 'contracts/store.json']],
  );
  assert.match(manifest.files['contracts/store.json']?.sha256 ?? '', /^[0-9a-f]{64}$/);
});

test('nothing is copied where nothing is deployed, and there a broken contract does no harm', (t) => {
  t.after(() => writeFileSync(join(root, 'services/store/contract.json'), SOURCE));
  writeFileSync(join(root, 'services/store/contract.json'), '<<<<');
  assert.equal(bundleOf('local').contract, undefined);
  assert.equal(bundleOf('account').contract, undefined);
  assert.throws(() => bundleOf('dev'), Failure);
});

test('a line of the copy leads to the line of the service that it was copied from', () => {
  const { contract } = bundleOf('dev');
  const lines = contract?.text.split('\n') ?? [];
  const source = readFileSync(join(root, 'services/store/contract.json'), 'utf8').split('\n');
  for (const [text, line] of [
    ['"schema"', 1],
    ['"tools"', 2],
    ['"find"', 2],
    ['"x-any"', 3],
    ['"readOnlyHint"', 3],
  ] as const) {
    const origin = contract?.origin?.(lines.findIndex((one) => one.includes(text)) + 1);
    assert.equal(origin?.template.file, 'services/store/contract.json');
    assert.equal(origin.template.line, line, text);
    assert.ok(source[line - 1]?.includes(text));
  }
});

test('a contract is the same read from text and from what was parsed', () => {
  const { contract } = parseContract('contract.json', SOURCE);
  assert.deepEqual(contract, CONTRACT);
  assert.deepEqual(readContract(CONTRACT), CONTRACT);
});

const [tool] = CONTRACT.tools;
const wrong: Readonly<Record<string, unknown>> = {
  'contract/shape': { ...CONTRACT, tools: [{ ...tool, inputSchema: { type: 'array' } }] },
  'contract/tool-name': { ...CONTRACT, tools: [tool, tool] },
};
for (const [code, value] of Object.entries(wrong)) {
  test(`what was parsed is refused with ${code}`, () => {
    assert.throws(
      () => readContract(value),
      (error) => error instanceof Failure && error.diagnostics[0]?.code === code,
    );
  });
}
