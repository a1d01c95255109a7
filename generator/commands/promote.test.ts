import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { makeBase } from '../../test/support/corpus.ts';
import { main } from '../cli.ts';

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
  assert.equal((await run(base, 'render', 'dev')).code, 0);
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

async function run(root: string, ...args: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const streams = {
    stdout: (text: string) => out.push(text),
    stderr: (text: string) => errors.push(text),
  };
  const code = await main(args, root, streams);
  return { code, stdout: out.join('\n'), stderr: errors.join('\n') };
}

const ADDED = `\n\nservices:\n  front:\n    image: {digest: "${DIGEST}"}`;

test('promote adds the digest to the config, renders it, and says what that does', async (t) => {
  const root = copyOf(t);
  const config = read(root, LIVE);
  const { code, stdout } = await run(root, 'promote', 'dev', 'live', '--format', 'json');
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
  assert.equal((await run(root, 'render', '--check')).code, 0);
});

test('where all is promoted, nothing is written', async (t) => {
  const root = copyOf(t);
  await run(root, 'promote', 'dev', 'live');
  const config = read(root, LIVE);
  const { code, stdout } = await run(root, 'promote', 'dev', 'live');
  assert.equal(code, 0);
  assert.match(stdout, /^dev → live: nothing to promote/);
  assert.equal(read(root, LIVE), config);
});

test('a dry run says the same and writes nothing', async (t) => {
  const root = copyOf(t);
  const config = read(root, LIVE);
  const dry = JSON.parse(
    (await run(root, 'promote', 'dev', 'live', '--dry-run', '--format', 'json')).stdout,
  );
  assert.equal(read(root, LIVE), config);
  assert.equal((await run(root, 'render', '--check')).code, 0);
  const wet = JSON.parse((await run(root, 'promote', 'dev', 'live', '--format', 'json')).stdout);
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
  assert.equal((await run(root, 'render')).code, 0);
  const before = read(root, LIVE);
  assert.equal((await run(root, 'promote', 'dev', 'live')).code, 0);
  assert.equal(read(root, LIVE), before.replace(own, DIGEST));
});

test('rendered files that are stale are told first, and nothing is written', async (t) => {
  const root = copyOf(t);
  const file = 'environments/live/rendered/task-definitions/store.json';
  edit(root, file, '"memory": "1024"', '"memory": "2048"');
  const config = read(root, LIVE);
  const { code, stdout } = await run(root, 'promote', 'dev', 'live', '--format', 'json');
  const [found] = JSON.parse(stdout).diagnostics;
  assert.deepEqual([code, found.code, found.file], [2, 'artefact/stale', file]);
  assert.equal(read(root, LIVE), config);
});
