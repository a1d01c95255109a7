import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderChecked } from '../bundle/render-checked.ts';
import { generateEnvironments } from './generate-environments.ts';
import { inScratchFolder, writeRepository } from './scratch-folder.ts';

test('generated environments render, whatever the seed', () => {
  for (const seed of [1, 2, 3]) {
    const rendered = inScratchFolder((folder) => {
      writeRepository(folder, generateEnvironments(40, seed));
      return renderChecked(folder, []).bundles;
    });
    const isAccount = /^a\d+$/;
    assert.equal(rendered.filter(({ environment }) => !isAccount.test(environment)).length, 40);
    const kinds = new Set(rendered.flatMap(({ artefacts }) => artefacts.map(({ kind }) => kind)));
    for (const kind of [
      'stack-template',
      'task-definition',
      'service',
      'service-connect',
    ] as const) {
      assert.ok(kinds.has(kind), kind);
    }
  }
});

test('the same seed generates the same, and a smaller repository is the beginning of a larger one', () => {
  const small = generateEnvironments(20, 7);
  const large = generateEnvironments(60, 7);
  // Accounts name all environments that are deployed to them.
  const deployed = [...small].filter(([path]) => !/\/a\d+\//.test(path));
  assert.deepEqual([...large].slice(0, deployed.length), deployed);
  assert.notDeepEqual(generateEnvironments(20, 8), small);
});

test('options of the mix are used', () => {
  const text = [...generateEnvironments(200).values()].join('\n');
  for (const option of [
    'extends: ',
    'target: local',
    'mode: express',
    'FARGATE_SPOT',
    'arn:aws:secretsmanager',
    'jsonKey',
    'dynamodb',
    'per-az',
    'azCount: 3',
    'sessions: memory',
    'tier: staging',
  ]) {
    assert.ok(text.includes(option), option);
  }
});
