import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { formatComment, formatEvent, readEventStream, type StreamItem } from './event-stream.ts';

function read(...texts: string[]): Promise<StreamItem[]> {
  return Readable.from(readEventStream(Readable.from(texts))).toArray();
}

test('an event that was formatted reads back, wherever the text is cut', async () => {
  const text = formatEvent('text', { text: 'a\nb: "c" é' }) + formatComment('keep-alive');
  const whole: StreamItem[] = [
    { kind: 'event', event: 'text', data: '{"text":"a\\nb: \\"c\\" é"}' },
    { kind: 'comment', text: 'keep-alive' },
  ];
  for (let cut = 0; cut <= text.length; cut += 1) {
    assert.deepEqual(await read(text.slice(0, cut), text.slice(cut)), whole);
  }
});

test('every line break of the standard counts, also when it is cut in two', async () => {
  const event: StreamItem = { kind: 'event', event: 'x', data: '1' };
  for (const lineBreak of ['\n', '\r\n', '\r']) {
    const text = ['event: x', 'data: 1', '', ''].join(lineBreak);
    assert.deepEqual(await read(...text, '\n'), [event], JSON.stringify(lineBreak));
  }
});

test('data of several lines is joined, and an event without data is none', async () => {
  assert.deepEqual(await read('event: x\ndata: 1\ndata:2\n\n', 'event: y\n\n', 'data: z\n\n'), [
    { kind: 'event', event: 'x', data: '1\n2' },
    { kind: 'event', event: 'message', data: 'z' },
  ]);
});

test('an event that was cut off is not passed on', async () => {
  assert.deepEqual(await read('event: done\ndata: {}\n'), []);
});
