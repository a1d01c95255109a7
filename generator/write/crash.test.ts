import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkRendered } from './check-rendered.ts';
import { realDisk } from './disk.ts';
import { DIVISIBLE, operationsOf } from './fixtures/disks.ts';
import {
  after,
  before,
  bundlesOf,
  filesOf,
  makeTree,
  readTree,
  withFolders,
  written,
} from './fixtures/tree.ts';
import { isInterrupted } from './journal.ts';
import { undoInterrupted } from './undo.ts';
import { writeRendered } from './write-rendered.ts';

const child = fileURLToPath(new URL('./fixtures/write-and-die.ts', import.meta.url));
const bundles = bundlesOf(after);

function killAt(t: TestContext, step: number, half: string): string {
  const base = makeTree(t, before);
  const { signal, stderr } = spawnSync(process.execPath, [child, base, String(step), half], {
    encoding: 'utf8',
  });
  assert.equal(signal, 'SIGKILL', stderr);
  return base;
}

test('a tree is written, and nothing else is left', (t) => {
  const base = makeTree(t, before);
  writeRendered(base, bundles);
  assert.deepEqual(readTree(base), written);
});

test('a run killed before any step, or in the middle of it, is undone, and the next run ends', (t) => {
  const base = makeTree(t, before);
  const operations = operationsOf((disk) => writeRendered(base, bundles, disk));
  const outcomes = new Set<string>();
  for (const [index, operation] of operations.entries()) {
    for (const half of DIVISIBLE.includes(operation) ? ['', 'half'] : ['']) {
      outcomes.add(outcomeOf(killAt(t, index + 1, half), `step ${index + 1} ${operation} ${half}`));
    }
  }
  assert.deepEqual(outcomes, new Set(['as before', 'interrupted', 'done']));
});

/** Looks at what a killed run left, undoes it, and runs again. */
function outcomeOf(base: string, title: string): string {
  const codes = checkRendered(base, bundles).differences.map(({ code }) => code);
  const wasInterrupted = isInterrupted(base);
  assert.equal(codes.includes('write/interrupted'), wasInterrupted, title);
  const isDone = codes.length === 0;
  undoInterrupted(base, realDisk);
  assert.deepEqual(filesOf(base), isDone ? written : withFolders(before), title);
  writeRendered(base, bundles);
  assert.deepEqual(readTree(base), written, title);
  return wasInterrupted ? 'interrupted' : isDone ? 'done' : 'as before';
}
