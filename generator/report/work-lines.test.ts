import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkEvent } from '../deploy/progress.ts';
import { watchWork } from './watch-work.ts';
import { addEvent, drawDuration, drawFrame, drawLogLine, type WorkLine } from './work-lines.ts';

const stack: WorkEvent = { id: 'stack network', state: 'working', text: 'creating' };
const vpc: WorkEvent = {
  id: 'stack network Vpc',
  parent: 'stack network',
  state: 'working',
  text: 'CREATE_IN_PROGRESS',
};

function linesOf(...events: WorkEvent[]): ReadonlyMap<string, WorkLine> {
  let lines: ReadonlyMap<string, WorkLine> = new Map();
  for (const [second, event] of events.entries()) lines = addEvent(lines, event, second * 1000);
  return lines;
}

const view = { now: 65_000, rows: 24, columns: 60, colour: false };

test('a resource shows below its stack, without the stack’s name, with the time it takes', () => {
  const [first, second, ...rest] = drawFrame(linesOf(stack, vpc), view).split('\n');
  assert.match(first ?? '', /^\S stack network: creating 1 min 5 s$/);
  assert.match(second ?? '', /^ {2}\S Vpc: CREATE_IN_PROGRESS 1 min 4 s$/);
  assert.deepEqual(rest, []);
});

test('once a stack is done its resources fold, except those that failed', () => {
  const failed: WorkEvent = {
    ...vpc,
    id: 'stack network Nat',
    state: 'failed',
    text: 'no address',
  };
  const done: WorkEvent = { ...stack, state: 'done', text: 'created' };
  const drawn = drawFrame(linesOf(stack, vpc, failed, done), view);
  assert.doesNotMatch(drawn, /Vpc/);
  assert.match(drawn, /✔ stack network: created 3 s\n {2}✖ Nat: no address/);
});

test('a line never breaks: it is cut at the terminal’s width, and a low terminal shows the last lines', () => {
  const long = linesOf({ ...stack, text: 'x'.repeat(200) }, { ...stack, id: 'stack platform' });
  const drawn = drawFrame(long, { ...view, columns: 40 });
  assert.ok(drawn.split('\n').every((line) => line.length <= 40));
  assert.match(drawFrame(long, { ...view, rows: 2 }), /^\S stack platform: creating 1 min 4 s$/);
});

test('nothing in a text is obeyed by the terminal or by the runner', () => {
  const line = drawLogLine({ ...stack, text: 'a\n::error::b\u001b[2J' }, 0);
  assert.equal(line, '00:00:00  stack network: a ::error::bU+001B[2J');
});

test('durations read as people say them', () => {
  assert.deepEqual([0, 59, 60, 3_725].map(drawDuration), [
    '0 s',
    '59 s',
    '1 min 0 s',
    '62 min 5 s',
  ]);
});

test('in a log every piece of news is one line, and what is no news is none', () => {
  const lines: string[] = [];
  const { progress, end } = watchWork(undefined, (line) => lines.push(line.slice(10)));
  for (const event of [
    stack,
    stack,
    vpc,
    { ...stack, state: 'failed', text: 'rolled back' },
  ] as const)
    progress(event);
  end();
  assert.deepEqual(lines, [
    'stack network: creating',
    'stack network Vpc: CREATE_IN_PROGRESS',
    'stack network: FAILED rolled back',
  ]);
});
