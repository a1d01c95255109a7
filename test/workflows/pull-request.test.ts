import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from '../support/scratch.ts';
import { type Opened, type Player, startPlayer } from './played-runs.ts';
import type { Ended } from './run-workflow.ts';

const golden = join(repository, 'test/workflows/golden');

/** `UPDATE_GOLDEN=1` writes the comments as they are now; the difference is then reviewed like code. */
const update = process.env.UPDATE_GOLDEN === '1';

const own: Opened = {
  number: 12,
  headSha: 'a'.repeat(40),
  headRepository: 'o/r',
  branch: 'more-pages',
};
const fork: Opened = {
  number: 34,
  headSha: 'f'.repeat(40),
  headRepository: 'mallory/r',
  branch: 'a&head=o:main',
};
const edit = {
  file: 'environments/dev/config.yaml',
  from: 'min: 1, max: 4,',
  to: 'min: 1, max: 6,',
};

const failed = ({ steps }: Ended) =>
  steps.filter(({ outcome }) => outcome === 'failure').map(({ title }) => title);
const logs = ({ steps }: Ended) => steps.map(({ title, log }) => `${title}\n${log}`).join('\n');
const bodies = ({ github }: Player, { number }: Opened) =>
  (github.comments.get(number) ?? []).map(({ body }) => body);

function open({ github }: Player, { number, headSha, headRepository, branch }: Opened): void {
  const head = { sha: headSha, repo: { full_name: headRepository } };
  const from = `${headRepository.split('/')[0]}:${branch}`;
  github.pulls = [...github.pulls.filter((pull) => pull.number !== number), { number, head, from }];
}

function assertGolden(name: string, text: string): void {
  const file = join(golden, name);
  if (update) {
    mkdirSync(golden, { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'));
}

const claim = (number: number, headSha: string) =>
  `{"number": ${number}, "headSha": "${headSha}"}\n`;
const marker = '<!-- mcp-on-ecs:diff 1/1 -->\n';

/** What a fork's code can put into its artifact. */
const forgeries: [what: string, files: Record<string, string>, isPosted: boolean][] = [
  ['names another pull request', { 'event.json': claim(own.number, fork.headSha) }, false],
  ['names another commit', { 'event.json': claim(fork.number, own.headSha) }, false],
  ['brings a program', { 'post.sh': 'touch pwned\n' }, false],
  ['has a forged marker', { '1.md': '<!-- mcp-on-ecs:diff 7/9 -->\nx\n' }, false],
  ['has a body of 10 MB', { '1.md': marker + 'x'.repeat(10_000_000) }, false],
  ['calls people', { '1.md': `${marker}@octocat and <p>&#64octocat</p>\n` }, true],
];

test('the workflows of a pull request, every step run as it is written', async (t) => {
  const player = await startPlayer(t);
  const { github, artifact } = player;

  await t.test('a sound change passes, and its comment is the reviewed one', async () => {
    open(player, own);
    const checked = await player.check(edit, own);
    assert.deepEqual(failed(checked), [], logs(checked));
    assert.equal(checked.conclusion, 'success');
    assert.ok(checked.steps.every(({ outcome }) => outcome === 'success'));
    assert.deepEqual(
      checked.calls.filter((call) => /^(npm|pip|npx)/.test(call)),
      ['pip install --quiet cfn-lint==1.51.* botocore==1.43.*', 'npm run check'],
    );
    assert.ok(!existsSync(join(player.workspace, 'pwned')));
    assert.equal(checked.summary, readFileSync(join(artifact, '1.md'), 'utf8'));
    const commented = await player.comment(own);
    assert.equal(commented.conclusion, 'success', logs(commented));
    assertGolden('changed.md', bodies(player, own).join('\n'));
  });

  await t.test('the next push updates the same comment', async () => {
    const next = { ...own, headSha: 'b'.repeat(40) };
    open(player, next);
    await player.check({ ...edit, to: 'min: 1, max: 8,' }, next);
    await player.comment(next);
    const comments = github.comments.get(own.number) ?? [];
    assert.deepEqual(
      comments.map(({ id }) => id),
      [100],
    );
    assert.match(comments[0]?.body ?? '', /maxTaskCount[\s\S]*8[\s\S]*bbbbbbbb/);
  });

  await t.test('stale files fail, the rest still runs, the comment gives the command', async () => {
    const stale = { ...own, headSha: 'c'.repeat(40) };
    open(player, stale);
    const checked = await player.check({ ...edit, isRendered: false }, stale);
    assert.equal(checked.conclusion, 'failure');
    assert.deepEqual(failed(checked), [
      'Validate, cfn-lint included; what is wrong is told at the lines that people wrote',
      'Rendered files are exactly what the config renders to',
      'Say what the change does',
    ]);
    assert.match(logs(checked), /^::error file=environments\/dev\//m);
    assert.ok(checked.calls.includes('npm run check'));
    await player.comment(stale, 'failure');
    const body = bodies(player, own).join('\n');
    assertGolden('stale.md', body);
    assert.match(body, /npx tsx generator && git add environments && git commit -m "Render"/);
  });

  await t.test('a fork goes the same way, and the comment says whose code drew it', async () => {
    open(player, fork);
    const checked = await player.check(edit, fork);
    assert.equal(checked.conclusion, 'success', logs(checked));
    assert.equal((await player.comment(fork)).conclusion, 'success');
    assertGolden('fork.md', bodies(player, fork).join('\n'));
  });

  const left = `${artifact}-left`;
  cpSync(artifact, left, { recursive: true });
  for (const [what, files, isPosted] of forgeries) {
    await t.test(`an artifact of a fork that ${what} harms nobody`, async () => {
      rmSync(artifact, { recursive: true });
      cpSync(left, artifact, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(artifact, name), text);
      const before = bodies(player, own);
      const commented = await player.comment(fork);
      assert.equal(commented.conclusion, isPosted ? 'success' : 'failure', logs(commented));
      assert.deepEqual(bodies(player, own), before);
      const [body = '', ...others] = bodies(player, fork);
      assert.deepEqual(others, []);
      assert.equal(/can’t be posted/.test(body), !isPosted);
      assert.doesNotMatch(body, /@octocat|&#64/);
    });
  }

  await t.test('a run that left nothing is told, and a superseded one is not', async () => {
    rmSync(artifact, { recursive: true });
    await player.comment(fork, 'failure');
    assertGolden('nothing.md', bodies(player, fork).join('\n'));
    const before = github.calls.length;
    assert.equal((await player.comment(fork, 'cancelled')).conclusion, 'skipped');
    assert.equal(github.calls.length, before);
    const old = { ...fork, headSha: '0'.repeat(40) };
    assert.equal((await player.comment(old)).conclusion, 'success');
    assert.ok(github.calls.slice(before).every((call) => call.startsWith('GET ')));
  });

  await t.test('a push to main is checked, and says nothing to anybody', async () => {
    const checked = await player.checkMain();
    assert.equal(checked.conclusion, 'success', logs(checked));
    assert.equal(checked.summary, '');
    assert.ok(!existsSync(artifact));
  });
});
