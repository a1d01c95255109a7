import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrialThread } from './trial-thread.ts';

const HANGING = new URL('./fixtures/hanging-worker.ts', import.meta.url);

test('a case that never ends is ended, and the next one is tried', async () => {
  const thread = new TrialThread('', HANGING, { judge: 200, validate: 200 });
  const answers = [];
  for (const seed of [1, 2, 3]) answers.push((await thread.ask('validate', seed)).kind);
  await thread.end();
  assert.deepEqual(answers, ['validated', 'hung', 'validated']);
});
