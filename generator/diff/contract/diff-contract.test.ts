import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Contract, ContractTool } from '../../render/contract.ts';
import { contractChanges } from './contract-change.ts';
import { diffContract } from './diff-contract.ts';
import { int, nothing, text } from './fixtures/make-schema.ts';
import { schemaRows } from './fixtures/schema-rows.ts';

const contractOf = (...tools: Partial<ContractTool>[]): Contract => ({
  schema: 'contract/v1',
  tools: tools.map((tool) => ({ name: 'find', inputSchema: { type: 'object' }, ...tool })),
});
const within = (schema: unknown) => ({ type: 'object' as const, properties: { x: schema } });

const told = (before: Contract | undefined, after: Contract | undefined) =>
  diffContract(before, after).map(({ kind, breaking, tool, side, path }) => {
    const place = [tool, side, path].filter((part) => part !== undefined);
    return `${breaking ? '!' : ''}${kind} ${place.join(' ')}`;
  });

test('tools come and go, and a contract that is not there has none', () => {
  const [one, both] = [contractOf({}), contractOf({ name: 'ask' }, {})];
  assert.deepEqual(told(one, both), ['tool-added ask']);
  assert.deepEqual(told(both, one), ['!tool-removed ask']);
  assert.deepEqual(told(undefined, both), ['tool-added ask', 'tool-added find']);
  assert.deepEqual(told(both, undefined), ['!tool-removed ask', '!tool-removed find']);
  assert.deepEqual(told(undefined, undefined), []);
});

test('the order of tools means nothing', () => {
  assert.deepEqual(told(contractOf({}, { name: 'ask' }), contractOf({ name: 'ask' }, {})), []);
});

type Schema = ContractTool['inputSchema'];
const bothSides = (before: Schema, after: Schema) =>
  told(
    contractOf({ inputSchema: before, outputSchema: before }),
    contractOf({ inputSchema: after, outputSchema: after }),
  );

test('a change is called by who sees it, and breaks the one or the other', () => {
  const none: Schema = { type: 'object' };
  const [some, all] = [within(text), { ...within(text), required: ['x'] }];
  for (const [before, after, ...expected] of [
    [none, some, 'parameter-added find input x', 'result-added find output x'],
    [some, none, '!parameter-removed find input x', '!result-removed find output x'],
    [some, all, '!parameter-required find input x', 'result-required find output x'],
    [all, some, 'parameter-optional find input x', '!result-optional find output x'],
    [within(int), within({}), 'type-widened find input x', '!type-widened find output x'],
  ] as const) {
    assert.deepEqual(bothSides(before, after), expected);
  }
});

test('a result that is no longer described breaks who reads it; one that is now breaks nobody', () => {
  const [plain, described] = [contractOf({}), contractOf({ outputSchema: { type: 'object' } })];
  assert.deepEqual(told(described, plain), ['!result-removed find output']);
  assert.deepEqual(told(plain, described), ['result-added find output']);
});

test('titles and descriptions of tools break nobody, and a repeated title is told once', () => {
  const before = contractOf({ title: 'a', annotations: { title: 'a' } });
  const after = contractOf({ title: 'b', annotations: { title: 'b' }, description: 'Finds.' });
  assert.deepEqual(told(before, after), ['title-changed find', 'description-changed find']);
});

type Annotations = NonNullable<ContractTool['annotations']>;
const hints: readonly (readonly [Annotations, Annotations, ...string[]])[] = [
  [{ readOnlyHint: true }, {}, '!annotation-changed find readOnlyHint'],
  [{}, { readOnlyHint: true }, 'annotation-changed find readOnlyHint'],
  [
    { destructiveHint: false },
    { destructiveHint: true },
    '!annotation-changed find destructiveHint',
  ],
  [{ destructiveHint: false }, {}, '!annotation-changed find destructiveHint'],
  [{}, { destructiveHint: true }],
  [{ idempotentHint: true }, { idempotentHint: false }, '!annotation-changed find idempotentHint'],
  [{ openWorldHint: false }, {}, '!annotation-changed find openWorldHint'],
  [
    { readOnlyHint: true, destructiveHint: false },
    { readOnlyHint: true },
    'annotation-changed find destructiveHint',
  ],
  [{ title: 'a' }, { title: 'b' }, 'annotation-changed find title'],
];
for (const [before, after, ...expected] of hints) {
  const title = `${JSON.stringify(before)} to ${JSON.stringify(after)}`;
  test(`hints ${title}: ${expected.join(', ') || 'no change'}`, () => {
    const [old, current] = [
      contractOf({ annotations: before }),
      contractOf({ annotations: after }),
    ];
    assert.deepEqual(told(old, current), expected);
  });
}

test('a sentence says what is and what was', () => {
  for (const [before, after, message] of [
    [{ maxLength: 9 }, {}, 'the parameter `x` has no `maxLength`, had `maxLength` 9'],
    [{ anyOf: [int, nothing] }, int, 'the parameter `x` is integer, was integer or null'],
    [{ enum: [1] }, { enum: [1, 2] }, 'the parameter `x` is one of [1,2], was one of [1]'],
    [{ default: 1 }, {}, 'the default of the parameter `x` is not there, was 1'],
  ]) {
    const [old, current] = [before, after].map((one) => contractOf({ inputSchema: within(one) }));
    assert.equal(diffContract(old, current)[0]?.message, message);
  }
});

test('every kind of change is made by some test, and has words for both sides', () => {
  const schemaKinds = Object.values(schemaRows).flatMap((rows) =>
    rows.flatMap(([, before, after]) => {
      const [old, current] = [before, after].map((one) =>
        contractOf({ inputSchema: within(one), outputSchema: within(one) }),
      );
      const changes = diffContract(old, current);
      for (const { message } of changes) assert.doesNotMatch(message, /undefined|\[object/);
      return changes.map(({ kind }) => kind);
    }),
  );
  const ofTools = ['tool-added', 'tool-removed', 'annotation-changed'];
  assert.deepEqual(new Set([...schemaKinds, ...ofTools]), new Set(Object.keys(contractChanges)));
});
