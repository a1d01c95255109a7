/** One item of a text/event-stream body: an event, or a comment that only keeps the connection open. */
export type StreamItem =
  | { readonly kind: 'event'; readonly event: string; readonly data: string }
  | { readonly kind: 'comment'; readonly text: string };

/**
 * Reads server-sent events out of text that may be cut anywhere.
 * Follows the WHATWG HTML standard, section 9.2.6; `id` and `retry` are not used here and dropped.
 */
export async function* readEventStream(chunks: AsyncIterable<string>): AsyncGenerator<StreamItem> {
  let event = '';
  let data: string[] = [];
  for await (const line of linesOf(chunks)) {
    if (line === '') {
      if (data.length > 0)
        yield { kind: 'event', event: event || 'message', data: data.join('\n') };
      event = '';
      data = [];
    } else if (line.startsWith(':')) yield { kind: 'comment', text: line.slice(1).trimStart() };
    else if (line.startsWith('event:')) event = fieldValue(line, 'event:');
    else if (line.startsWith('data:')) data.push(fieldValue(line, 'data:'));
  }
}

/** An event's text on the wire. `data` is one line, since JSON holds no raw line break. */
export function formatEvent(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function formatComment(text: string): string {
  return `: ${text}\n\n`;
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    rest += chunk;
    // A carriage return at the very end may be the first half of a line break: wait for the next chunk.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function fieldValue(line: string, field: string): string {
  const value = line.slice(field.length);
  return value.startsWith(' ') ? value.slice(1) : value;
}
