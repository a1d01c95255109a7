import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Failure } from '../diagnostics.ts';
import { realDisk } from './disk.ts';
import { DIVISIBLE, failingDisk, operationsOf, watchedDisk } from './fixtures/disks.ts';
import { edits } from './fixtures/edits.ts';
import { bundlesOf, filesOf, makeTree, readTree, withFolders } from './fixtures/tree.ts';
import { isInterrupted } from './journal.ts';
import { undoUnfinished } from './undo-unfinished.ts';
import { previewEdited, writeEdited } from './write-edited.ts';
import { writeRendered } from './write-rendered.ts';

const child = fileURLToPath(new URL('./fixtures/edit-and-die.ts', import.meta.url));

function failureOf(run: () => unknown): Failure | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

for (const [title, { before, edited, written }] of Object.entries(edits)) {
  test(`${title} is written with what it renders to, and nothing else is left`, (t) => {
    const base = makeTree(t, before);
    const preview = previewEdited(base, edited);
    assert.deepEqual(readTree(base), withFolders(before));
    const changes = writeEdited(base, edited);
    assert.deepEqual(changes, preview);
    assert.equal(changes[0]?.path, edited.edit.file);
    assert.deepEqual(readTree(base), written);
  });

  test(`${title}: a run killed at any step leaves all files old or all new once it is undone`, (t) => {
    const operations = operationsOf((disk) => writeEdited(makeTree(t, before), edited, disk));
    const outcomes = new Set<string>();
    for (const [index, operation] of operations.entries()) {
      for (const half of DIVISIBLE.includes(operation) ? ['', 'half'] : ['']) {
        const base = makeTree(t, before);
        const args = [child, base, title, String(index + 1), half];
        const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        assert.equal(signal, 'SIGKILL', stderr);
        const wasInterrupted = isInterrupted(base);
        undoUnfinished(base);
        const isDone = filesOf(base)[edited.edit.file] === edited.edit.text;
        assert.deepEqual(filesOf(base), isDone ? written : withFolders(before), `${index} ${half}`);
        outcomes.add(wasInterrupted ? 'interrupted' : isDone ? 'done' : 'as before');
        if (!isDone) writeEdited(base, edited);
        assert.deepEqual(filesOf(base), written);
      }
    }
    assert.deepEqual(outcomes, new Set(['as before', 'interrupted', 'done']));
  });

  test(`${title}: a disk that is full at any step leaves every file as it was`, (t) => {
    const steps = operationsOf((disk) => writeEdited(makeTree(t, before), edited, disk)).length;
    const outcomes = new Set<string>();
    for (let full = 1; full <= steps; full++) {
      const base = makeTree(t, before);
      const disk = failingDisk((step) => step === full);
      const failure = failureOf(() => writeEdited(base, edited, disk));
      assert.deepEqual(filesOf(base), failure ? withFolders(before) : written, `step ${full}`);
      outcomes.add(failure ? `${failure.diagnostics[0]?.code} ${failure.exitCode}` : 'done');
    }
    assert.deepEqual(outcomes, new Set(['write/failed 1', 'done']));
  });

  test(`${title}: the new config is on the disk before the journal is`, (t) => {
    const seen: string[] = [];
    const base = makeTree(t, before);
    const disk = watchedDisk((_step, operation, [path = '']) => {
      seen.push(`${operation} ${path.slice(base.length + 1)}`);
    });
    writeEdited(base, edited, disk);
    const flushed = seen.findIndex((step) => /^flush .*\/new\/\d+$/.test(step));
    const journal = seen.findIndex((step) => /^makeFile .*journal\.json\.new$/.test(step));
    assert.ok(flushed >= 0 && flushed < journal, seen.join('\n'));
  });

  test(`${title}: a config that is no longer as it was read is not overwritten`, (t) => {
    const { file } = edited.edit;
    const changes: ((path: string) => void)[] = [
      (path) => writeFileSync(path, 'somebody else'),
      (path) => symlinkSync('../b/config.yaml', path),
    ];
    for (const change of changes) {
      const base = makeTree(t, { ...before, [`${file}/../`]: '' });
      rmSync(join(base, file), { force: true });
      change(join(base, file));
      const start = readTree(base);
      const failure = failureOf(() => writeEdited(base, edited));
      assert.deepEqual(
        failure?.diagnostics.map(({ code, file: place }) => [code, place]),
        [['write/locked', file]],
      );
      assert.equal(failure?.exitCode, 1);
      assert.deepEqual(readTree(base), start);
    }
  });
}

test('what was rendered from a config that is then put back is not written', (t) => {
  const { before, edited } = edits['a changed config'] ?? assert.fail();
  const base = makeTree(t, before);
  const operations = operationsOf((disk) => writeEdited(makeTree(t, before), edited, disk));
  const last = operations.lastIndexOf('move') + 1;
  const args = [child, base, 'a changed config', String(last + 1), ''];
  assert.equal(spawnSync(process.execPath, args).signal, 'SIGKILL');
  assert.equal(filesOf(base)[edited.edit.file], edited.edit.text);
  const rendered = bundlesOf({ 'environments/a/rendered/changed.json': 'of the new config' });
  const failure = failureOf(() => writeRendered(base, rendered, realDisk));
  assert.deepEqual(
    failure?.diagnostics.map(({ code }) => code),
    ['write/locked'],
  );
  assert.deepEqual(filesOf(base), withFolders(before));
});
