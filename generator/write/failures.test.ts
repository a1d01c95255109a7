import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { Failure } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { compareRendered } from './compare-rendered.ts';
import { type Disk, ioCode, realDisk } from './disk.ts';
import { failingDisk, operationsOf } from './fixtures/disks.ts';
import {
  after,
  before,
  bundlesOf,
  filesOf,
  makeTree,
  readTree,
  type Tree,
  withFolders,
  written,
} from './fixtures/tree.ts';
import { replaceAll } from './transaction.ts';
import { undoInterrupted } from './undo.ts';
import { replaceFile, writeRendered } from './write-rendered.ts';

const bundles = bundlesOf(after);

test('a full disk at any step leaves every file as it was, or the run is done already', (t) => {
  const steps = operationsOf((disk) => writeRendered(makeTree(t, before), bundles, disk)).length;
  const outcomes = new Set<string>();
  for (let full = 1; full <= steps; full++) {
    const base = makeTree(t, before);
    const failure = failureOf(() =>
      writeRendered(
        base,
        bundles,
        failingDisk((step) => step === full),
      ),
    );
    assert.deepEqual(filesOf(base), failure ? withFolders(before) : written, `step ${full}`);
    writeRendered(base, bundles);
    assert.deepEqual(readTree(base), written, `step ${full}`);
    outcomes.add(failure ? `${failure.diagnostics[0]?.code} ${failure.exitCode}` : 'done');
  }
  assert.deepEqual(outcomes, new Set(['write/failed 1', 'done']));
});

function failureOf(run: () => unknown): Failure | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

test('a disk that fails from some step on is repaired by the next run', (t) => {
  const steps = operationsOf((disk) => writeRendered(makeTree(t, before), bundles, disk)).length;
  for (let broken = 1; broken <= steps; broken++) {
    const base = makeTree(t, before);
    failureOf(() =>
      writeRendered(
        base,
        bundles,
        failingDisk((step) => step >= broken),
      ),
    );
    undoInterrupted(base, realDisk);
    assert.ok(
      [withFolders(before), written].some((tree) => isDeepStrictEqual(filesOf(base), tree)),
      `step ${broken}`,
    );
    writeRendered(base, bundles);
    assert.deepEqual(readTree(base), written, `step ${broken}`);
  }
});

const step = fc.constantFrom('a', 'b', 'c');
const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('/'));
const environment = fc.constantFrom('dev', 'prod');

/** Files of which none lies where another needs a folder. */
const tree = fc
  .dictionary(
    fc.tuple(environment, path).map(([one, below]) => `environments/${one}/rendered/${below}`),
    fc.constantFrom('one', 'two', ''),
    { maxKeys: 8, noNullPrototype: true },
  )
  .map((files) => {
    const paths = Object.keys(files);
    const isFolder = (file: string) => paths.some((other) => other.startsWith(`${file}/`));
    return Object.fromEntries(Object.entries(files).filter(([file]) => !isFolder(file)));
  });

test('wherever a run and then its undoing stop, nothing is lost', (t) => {
  fc.assert(
    fc.property(tree, tree, fc.nat(30), fc.nat(20), (old, wanted, first, second) => {
      const base = makeTree(t, old);
      const all = ['dev', 'prod'].map((one) => bundleOf(wanted, one));
      const { obstacles, ...work } = compareRendered(base, all);
      fc.pre(obstacles.length === 0);
      const start = filesOf(base);
      const isDone = runsThrough(first, (disk) => replaceAll(base, work, disk));
      runsThrough(second, (disk) => undoInterrupted(base, disk));
      undoInterrupted(base, realDisk);
      if (!isDone) assert.deepEqual(filesOf(base), start);
      writeRendered(base, all);
      assert.deepEqual(
        withoutEnvironments(readTree(base)),
        withoutEnvironments(withFolders(wanted)),
      );
    }),
    { numRuns: 200 },
  );
});

/** Whether something ended although its disk broke after some steps. */
function runsThrough(steps: number, run: (disk: Disk) => void): boolean {
  try {
    run(failingDisk((step) => step > steps));
    return true;
  } catch (error) {
    if (ioCode(error) !== 'ENOSPC') throw error;
    return false;
  }
}

/** An environment's own folder stays when nothing is rendered for it. */
const withoutEnvironments = (all: Tree): Tree =>
  Object.fromEntries(Object.entries(all).filter(([file]) => !/^environments\/\w+\/$/.test(file)));

const bundleOf = (wanted: Tree, name: string): Bundle =>
  bundlesOf(wanted).find((one) => one.environment === name) ?? { environment: name, artefacts: [] };

test('one file is replaced as a whole, or stays as it was with nothing beside it', (t) => {
  const file = 'environments/schema.json';
  const steps = operationsOf((disk) =>
    replaceFile(makeTree(t, { [file]: 'old' }), file, 'new', disk),
  ).length;
  for (let full = 1; full <= steps; full++) {
    const base = makeTree(t, { [file]: 'old' });
    const disk = failingDisk((step) => step === full);
    const failure = failureOf(() => replaceFile(base, file, 'new', disk));
    assert.equal(failure?.diagnostics[0]?.code, 'write/failed');
    assert.deepEqual(readTree(base), { [file]: 'old' }, `step ${full}`);
    replaceFile(base, file, 'new');
    assert.deepEqual(readTree(base), { [file]: 'new' });
  }
});
