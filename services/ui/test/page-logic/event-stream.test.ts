import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { formatComment, formatEvent } from '../../src/event-stream.ts';
import { pageModule } from './page-module.ts';

const { readEvents } = await pageModule('event-stream.js');

test('the page reads what its server writes, wherever the text is cut', async () => {
  const text =
    formatEvent('text', { text: 'data: x\n\nevent: y' }) +
    formatComment('keep-alive') +
    formatEvent('done', {});
  for (let cut = 0; cut <= text.length; cut += 1) {
    const pieces = Readable.from([text.slice(0, cut), text.slice(cut)]);
    assert.deepEqual(await Readable.from(readEvents(pieces)).toArray(), [
      { event: 'text', data: '{"text":"data: x\\n\\nevent: y"}' },
      { event: 'done', data: '{}' },
    ]);
  }
});

test('an event that was cut off is not shown', async () => {
  const pieces = Readable.from(['event: done\ndata: {}\n']);
  assert.deepEqual(await Readable.from(readEvents(pieces)).toArray(), []);
});
