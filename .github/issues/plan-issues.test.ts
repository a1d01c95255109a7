import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Issue, planIssues, type Wanted } from './plan-issues.ts';

const robot = { login: 'github-actions[bot]', type: 'Bot' };
const marker = '<!-- mcp-on-ecs:drift dev -->';
const wanted: Wanted = { marker, title: 'Drift in dev', body: `${marker}\nnew\n`, isFound: true };
const gone = { ...wanted, isFound: false };
const issue = (number: number, more: Partial<Issue> = {}): Issue => ({
  number,
  title: 'Drift in dev',
  body: `${marker}\r\nold\r\n`,
  user: robot,
  ...more,
});

test('the first finding opens an issue', () => {
  const { title, body } = wanted;
  assert.deepEqual(planIssues([], wanted), [{ act: 'create', title, body }]);
});

test('a later one updates it, unless it says the same', () => {
  const { title, body } = wanted;
  assert.deepEqual(planIssues([issue(7)], wanted), [{ act: 'update', number: 7, title, body }]);
  assert.deepEqual(planIssues([issue(7, { body: body.replaceAll('\n', '\r\n') })], wanted), []);
});

test('when it is gone, the issue is closed; where there is none, nothing happens', () => {
  assert.deepEqual(planIssues([issue(7)], gone), [
    { act: 'close', number: 7, reason: 'completed' },
  ]);
  assert.deepEqual(planIssues([], gone), []);
});

test('of several the oldest is kept', () => {
  const steps = planIssues([issue(9), issue(7, { body: wanted.body })], wanted);
  assert.deepEqual(steps, [{ act: 'close', number: 9, reason: 'not_planned' }]);
});

const others: [what: string, issue: Issue][] = [
  ['of somebody', issue(7, { user: { login: 'octocat', type: 'User' } })],
  ['of nobody', issue(7, { user: null })],
  ['of another environment', issue(7, { body: '<!-- mcp-on-ecs:drift development -->\n' })],
  ['that quotes the marker', issue(7, { body: `> ${marker}\n` })],
  ['without a body', issue(7, { body: null })],
  ['that is a pull request', issue(7, { pull_request: {} })],
];
for (const [what, other] of others) {
  test(`an issue ${what} is left alone`, () => {
    assert.equal(planIssues([other], wanted)[0]?.act, 'create');
    assert.deepEqual(planIssues([other], gone), []);
  });
}
