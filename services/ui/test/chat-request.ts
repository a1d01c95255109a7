import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { readEventStream, type StreamItem } from '../src/event-stream.ts';

export function say(page: string, message: unknown, headers: Record<string, string> = {}) {
  return fetch(`${page}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ message }),
  });
}

export async function itemsOf(response: Response): Promise<StreamItem[]> {
  assert.equal(response.status, 200);
  assert.ok(response.body);
  const text = response.body.pipeThrough(new TextDecoderStream());
  return Readable.from(readEventStream(text)).toArray();
}

export async function eventsOf(response: Response): Promise<[string, Record<string, unknown>][]> {
  const items = await itemsOf(response);
  return items.flatMap((item) =>
    item.kind === 'event' ? [[item.event, JSON.parse(item.data)]] : [],
  );
}

export async function failureOf(response: Response): Promise<{ code: string; retryable: boolean }> {
  const { error } = (await response.json()) as {
    error: { code: string; message: string; retryable: boolean };
  };
  assert.match(error.message, /^[A-Z].*\.$/s, 'a failure says a sentence');
  return { code: error.code, retryable: error.retryable };
}
