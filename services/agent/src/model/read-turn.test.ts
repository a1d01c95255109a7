import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { type StreamPart, stop, textParts, toolUseParts } from '../../test-support/replies.ts';
import type { ModelEvent, ModelTurn } from './model.ts';
import { readTurn } from './read-turn.ts';

async function* stream(parts: readonly StreamPart[]): AsyncGenerator<ConverseStreamOutput> {
  for (const [type, body] of parts) yield { [type]: body } as unknown as ConverseStreamOutput;
}

async function read(parts: readonly StreamPart[]): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of readTurn(stream(parts))) events.push(event);
  return events;
}

async function readToTurn(parts: readonly StreamPart[]): Promise<ModelTurn | undefined> {
  const last = (await read(parts)).at(-1);
  return last?.type === 'turn' ? last.turn : undefined;
}

test('a turn holds text, tool calls, stop reason and tokens', async () => {
  const turn = await readToTurn([
    ...textParts('I ', 'look.'),
    ...toolUseParts([
      { name: 'find', id: 'a', input: { word: 'lamp' } },
      { name: 'now', id: 'b' },
    ]),
    ...stop('tool_use'),
  ]);
  assert.deepEqual(turn, {
    text: 'I look.',
    toolUses: [
      { id: 'a', name: 'find', input: { word: 'lamp' } },
      { id: 'b', name: 'now', input: {} },
    ],
    stopReason: 'tool_use',
    usage: { inputTokens: 11, outputTokens: 7 },
  });
});

test('input without any delta is an empty object, input that is no JSON object is undefined', async () => {
  const start = { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'a', name: 'now' } } };
  const bare = await readToTurn([['contentBlockStart', start], ...stop('tool_use')]);
  assert.deepEqual(bare?.toolUses[0]?.input, {});
  for (const input of ['{"word":', '[1]', 'null', '"lamp"']) {
    const turn = await readToTurn([
      ...toolUseParts([{ name: 'find', input }]),
      ...stop('tool_use'),
    ]);
    assert.equal(turn?.toolUses[0]?.input, undefined);
  }
});

test('what thinking leaves behind at the start is no text', async () => {
  const events = await read([
    ...textParts('<thinking>plan</think', 'ing>\n\n', ' Here ', 'it is.\n'),
    ...stop('end_turn'),
  ]);
  const texts = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
  assert.deepEqual(texts, ['Here ', 'it is.\n']);
});

test('a stream that ends without messageStop is no turn', async () => {
  await assert.rejects(read(textParts('Half a sen')), /messageStop/);
});
