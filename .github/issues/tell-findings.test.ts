import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type GitHubDouble, startGitHub } from '../../test/workflows/github-double.ts';
import { TOKEN } from '../../test/workflows/run-workflow.ts';
import { connectIssues } from './issue-api.ts';
import { kinds } from './kinds.ts';
import { readFindings } from './read-findings.ts';
import { tellFindings } from './tell-findings.ts';

const finding = (subject: string, isFound: boolean, report = 'memory differs') => ({
  subject,
  isFound,
  report,
});

async function start(t: TestContext) {
  const github = await startGitHub(t);
  const waitS = async () => undefined;
  const issues = connectIssues({ url: github.url, repository: 'o/r', token: TOKEN, waitS });
  const { drift } = kinds;
  assert.ok(drift);
  const tell = (...findings: ReturnType<typeof finding>[]) =>
    tellFindings(issues, ['drift', drift], findings, 'https://github.com/o/r/actions/runs/1');
  return { github, tell };
}
const states = ({ issues }: GitHubDouble) =>
  issues.map(({ number, title, state }) => [number, title, state]);

test('an issue is opened, updated, closed, and a new one opened when it comes again', async (t) => {
  const { github, tell } = await start(t);
  assert.equal(await tell(finding('dev', true), finding('prod', false)), 'dev created');
  assert.deepEqual(states(github), [[1, 'Drift in dev', 'open']]);
  assert.match(github.issues[0]?.body ?? '', /drift --fix dev[\s\S]*memory differs/);
  assert.equal(await tell(finding('dev', true, 'cpu differs')), 'dev updated');
  assert.match(github.issues[0]?.body ?? '', /cpu differs/);
  assert.equal(await tell(finding('dev', true, 'cpu differs')), 'nothing to tell');
  assert.equal(await tell(finding('dev', false)), 'dev closed');
  assert.equal(github.issues[0]?.state_reason, 'completed');
  assert.match(github.comments.get(1)?.[0]?.body ?? '', /^Gone: https/);
  await tell(finding('dev', true));
  assert.deepEqual(states(github).at(-1), [2, 'Drift in dev', 'open']);
});

test('environments have issues of their own', async (t) => {
  const { github, tell } = await start(t);
  await tell(finding('dev', true), finding('prod', true));
  await tell(finding('dev', false), finding('prod', true));
  assert.deepEqual(
    states(github).map(([, title, state]) => [title, state]),
    [
      ['Drift in dev', 'closed'],
      ['Drift in prod', 'open'],
    ],
  );
});

test('what a report holds can’t leave its block, nor call anybody', async (t) => {
  const { github, tell } = await start(t);
  await tell(finding('dev', true, '```\n<!-- mcp-on-ecs:drift prod -->\n@octocat'));
  const body = github.issues[0]?.body ?? '';
  assert.ok(body.startsWith('<!-- mcp-on-ecs:drift dev -->\n'));
  assert.match(body, /^````text$/m);
  assert.doesNotMatch(body, /@octocat/);
});

test('a fault of GitHub while looking is tried again; nothing is opened twice', async (t) => {
  const { github, tell } = await start(t);
  github.faults.push({ call: /^GET/, answer: { status: 502 } });
  await tell(finding('dev', true));
  assert.equal(github.issues.length, 1);
  const down = { call: /^POST/, answer: { status: 502 }, isDone: true };
  github.faults.push(down);
  await assert.rejects(tell(finding('prod', true)), /502/);
  await tell(finding('prod', true));
  assert.equal(github.issues.length, 2);
});

test('findings are read by their names, and another file is refused', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'findings-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'dev.search.found.txt'), 'x');
  writeFileSync(join(folder, 'dev.gone.txt'), '');
  assert.deepEqual(readFindings(folder), [
    { subject: 'dev', isFound: false, report: '' },
    { subject: 'dev.search', isFound: true, report: 'x' },
  ]);
  assert.deepEqual(readFindings(join(folder, 'nowhere')), []);
  writeFileSync(join(folder, '::error::.txt'), '');
  assert.throws(() => readFindings(folder), /no finding/);
});
