import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeBase } from '../../test/support/corpus.ts';
import { runMain } from '../../test/support/run-main.ts';
import { planPromotion } from '../edit/plan-promotion.ts';
import { operationsOf } from '../write/fixtures/disks.ts';
import { isInterrupted } from '../write/journal.ts';
import { writeEdited } from '../write/write-edited.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const LIVE = 'environments/live/config.yaml';

/** A repository in which `dev` runs an image of `front` and none of `store`. */
let base: string;
before(async () => {
  base = await makeBase();
  edit(
    base,
    'environments/dev/config.yaml',
    '  front:\n',
    `  front:\n    image: {digest: "${DIGEST}"}\n`,
  );
  assert.equal((await runMain(base, 'render', 'dev')).code, 0);
});
after(() => rmSync(base, { recursive: true, force: true }));

function copyOf(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'promote-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  cpSync(base, root, { recursive: true });
  return root;
}

const read = (root: string, file: string) => readFileSync(join(root, file), 'utf8');

function edit(root: string, file: string, from: string, to: string) {
  const text = read(root, file);
  assert.ok(text.includes(from), `${file} does not hold ${from}`);
  writeFileSync(join(root, file), text.replace(from, to));
}

const ADDED = `\n\nservices:\n  front:\n    image: {digest: "${DIGEST}"}`;

test('promote adds the digest to the config, renders it, and says what that does', async (t) => {
  const root = copyOf(t);
  const config = read(root, LIVE);
  const { code, stdout } = await runMain(root, 'promote', 'dev', 'live', '--format', 'json');
  const { schema, changes, skipped, written, diff } = JSON.parse(stdout);
  assert.deepEqual([code, schema], [0, 'promote/v1']);
  assert.deepEqual(changes, [
    { service: 'front', path: 'services.front.image.digest', after: DIGEST },
  ]);
  assert.deepEqual(skipped, [{ service: 'store', reason: 'no image digest in dev' }]);
  assert.equal(read(root, LIVE), `${config.trimEnd()}${ADDED}\n`);
  assert.equal(written[0], LIVE);
  assert.ok(written.includes('environments/live/rendered/task-definitions/front.json'));
  assert.deepEqual(
    diff.environments.map((one: { environment: string; change: string }) => one.environment),
    ['live'],
  );
  const { entries } = diff.environments[0];
  assert.ok(entries.some(({ subject }: { subject: string }) => subject.includes('front')));
  assert.equal((await runMain(root, 'render', '--check')).code, 0);
});

test('where all is promoted, nothing is written', async (t) => {
  const root = copyOf(t);
  await runMain(root, 'promote', 'dev', 'live');
  const config = read(root, LIVE);
  const { code, stdout } = await runMain(root, 'promote', 'dev', 'live');
  assert.equal(code, 0);
  assert.match(stdout, /^dev → live: nothing to promote/);
  assert.equal(read(root, LIVE), config);
});

test('a dry run says the same and writes nothing', async (t) => {
  const root = copyOf(t);
  const config = read(root, LIVE);
  const dry = JSON.parse(
    (await runMain(root, 'promote', 'dev', 'live', '--dry-run', '--format', 'json')).stdout,
  );
  assert.equal(read(root, LIVE), config);
  assert.equal((await runMain(root, 'render', '--check')).code, 0);
  const wet = JSON.parse(
    (await runMain(root, 'promote', 'dev', 'live', '--format', 'json')).stdout,
  );
  const { wouldWrite, ...others } = dry;
  assert.deepEqual({ ...others, written: wouldWrite }, wet);
});

test('a digest that stands in the defaults is promoted, and a missing one removes none', async (t) => {
  const root = copyOf(t);
  const own = `sha256:${'c'.repeat(64)}`;
  edit(root, 'environments/dev/config.yaml', `    image: {digest: "${DIGEST}"}\n`, '');
  edit(
    root,
    'environments/defaults.yaml',
    '  store:\n',
    `  store:\n    image: {digest: "${DIGEST}"}\n`,
  );
  const services = `services:\n  store: {image: {digest: "${own}"}} # old\n  front: {image: {digest: "${own}"}}\n`;
  writeFileSync(join(root, LIVE), `${read(root, LIVE)}\n${services}`);
  assert.equal((await runMain(root, 'render')).code, 0);
  const before = read(root, LIVE);
  assert.equal((await runMain(root, 'promote', 'dev', 'live')).code, 0);
  assert.equal(read(root, LIVE), before.replace(own, DIGEST));
});

test('rendered files that are stale are told first, and nothing is written', async (t) => {
  const root = copyOf(t);
  const file = 'environments/live/rendered/task-definitions/store.json';
  edit(root, file, '"memory": "1024"', '"memory": "2048"');
  const config = read(root, LIVE);
  const { code, stdout } = await runMain(root, 'promote', 'dev', 'live', '--format', 'json');
  const [found] = JSON.parse(stdout).diagnostics;
  assert.deepEqual([code, found.code, found.file], [2, 'artefact/stale', file]);
  assert.equal(read(root, LIVE), config);
});

const child = fileURLToPath(new URL('./fixtures/promote-and-die.ts', import.meta.url));

test('after a run that was killed between two files, the next one starts from what was there', async (t) => {
  const trial = copyOf(t);
  const { edit: change, after: bundle } = planPromotion(trial, 'dev', 'live');
  const moves = operationsOf((disk) => writeEdited(trial, { edit: change, bundle }, disk)).flatMap(
    (operation, index) => (operation === 'move' ? [index + 1] : []),
  );
  const wanted = read(trial, LIVE);
  // The first move names the journal; the middle ones stand between config and rendered files.
  for (const step of [moves[2], moves.at(-1)]) {
    const root = copyOf(t);
    const args = ['--import', 'tsx', child, root, 'dev', 'live', String(step)];
    const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(signal, 'SIGKILL', stderr);
    assert.ok(isInterrupted(root), `step ${step}`);
    const dry = await runMain(root, 'promote', 'dev', 'live', '--dry-run', '--format', 'json');
    assert.equal(dry.code, 2);
    assert.ok(dry.stdout.includes('write/interrupted'), dry.stdout);
    assert.equal((await runMain(root, 'promote', 'dev', 'live')).code, 0);
    assert.equal(read(root, LIVE), wanted);
    assert.equal((await runMain(root, 'render', '--check')).code, 0);
  }
});
