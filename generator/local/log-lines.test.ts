import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawLogLine } from './log-lines.ts';
import { createLogSink } from './log-sink.ts';

const PLAIN = { colour: false };
const TIME = new Date(2026, 10, 21, 9, 5, 7).toISOString();

test('a JSON log line becomes time, level, message and fields', () => {
  const entry = { level: 'info', time: TIME, service: 'back', path: '/a', ms: 3, msg: 'a request' };
  assert.deepEqual(drawLogLine(JSON.stringify(entry), PLAIN), [
    '09:05:07 INFO  a request path=/a ms=3',
  ]);
});

test('levels and times may be numbers', () => {
  const entry = { level: 50, time: Date.parse(TIME), msg: 'x', text: 'two words' };
  assert.deepEqual(drawLogLine(JSON.stringify(entry), PLAIN), [
    '09:05:07 ERROR x text="two words"',
  ]);
});

test('the stack of an error stands on lines of its own', () => {
  const err = { type: 'TypeError', message: 'no', stack: 'TypeError: no\n    at a (b.ts:1:2)' };
  assert.deepEqual(drawLogLine(JSON.stringify({ level: 'error', msg: 'x', err }), PLAIN), [
    'ERROR x err="TypeError: no"',
    '    at a (b.ts:1:2)',
  ]);
});

test('a line that is no log entry stays as it is', () => {
  for (const line of ['plain', '{broken', '{"a":1}', '']) {
    assert.deepEqual(drawLogLine(line, PLAIN), [line]);
  }
});

test('each line has its service before it, in one column', () => {
  const lines: string[] = [];
  const sink = createLogSink({ names: ['back', 'in-front'], output: (line) => lines.push(line) });
  sink.wrote('back', 'a');
  sink.wrote('in-front', 'b');
  sink.say('c');
  assert.deepEqual(lines, ['back     | a', 'in-front | b', 'local    | c']);
});

test('colour is used only when it is asked for', () => {
  const lines: string[] = [];
  const sink = createLogSink({ names: ['back'], colour: true, output: (line) => lines.push(line) });
  sink.wrote('back', JSON.stringify({ level: 'warn', msg: 'x' }));
  assert.ok(lines[0]?.includes('\u001b[33mWARN '));
});

test('raw lines are left alone, and the own ones go elsewhere', () => {
  const lines: string[] = [];
  const own: string[] = [];
  const sink = createLogSink({
    names: ['back'],
    raw: true,
    output: (line) => lines.push(line),
    progress: (line) => own.push(line),
  });
  const line = JSON.stringify({ level: 'warn', msg: 'x' });
  sink.wrote('back', line);
  sink.say('c');
  assert.deepEqual([lines, own], [[line], ['local | c']]);
});
