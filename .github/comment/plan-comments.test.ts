import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMarker } from './check-bodies.ts';
import { type Comment, planComments } from './plan-comments.ts';

const robot = { login: 'github-actions[bot]', type: 'Bot' };
const body = (part: number, parts: number, text: string) => `${drawMarker(part, parts)}\n${text}\n`;
const comment = (id: number, text: string | null, user: Comment['user'] = robot): Comment => ({
  id,
  body: text,
  user,
});

test('the first run adds its parts', () => {
  const bodies = [body(1, 2, 'a'), body(2, 2, 'b')];
  assert.deepEqual(
    planComments([], bodies),
    bodies.map((one) => ({ act: 'create', body: one })),
  );
});

test('a later run updates in place, and removes the parts that it does not have', () => {
  const there = [comment(5, body(2, 2, 'b')), comment(4, body(1, 2, 'a'))];
  const wanted = body(1, 1, 'c');
  assert.deepEqual(planComments(there, [wanted]), [
    { act: 'update', id: 4, body: wanted },
    { act: 'delete', id: 5 },
  ]);
});

test('what is the same already is left alone, and a duplicate goes', () => {
  const there = [4, 5].map((id) => comment(id, body(1, 1, 'a').trimEnd().replaceAll('\n', '\r\n')));
  assert.deepEqual(planComments(there, [body(1, 1, 'a')]), [{ act: 'delete', id: 5 }]);
});

test('comments of others stay, also where they begin with our marker', () => {
  const marked = body(1, 1, 'a');
  const there = [
    comment(1, marked, { login: 'octocat', type: 'User' }),
    comment(2, marked, { login: 'github-actions[bot]', type: 'User' }),
    comment(3, marked, null),
    comment(4, 'an answer'),
    comment(5, null),
  ];
  assert.deepEqual(planComments(there, [marked]), [{ act: 'create', body: marked }]);
});
