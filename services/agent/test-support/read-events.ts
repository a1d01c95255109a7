export interface SentEvent {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** The events of a server-sent stream, as they come. Comments are left out. */
export async function* readEvents(response: Response): AsyncGenerator<SentEvent> {
  if (!response.body) return;
  let pending = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (pending + piece).split('\n\n');
    pending = frames.pop() ?? '';
    for (const frame of frames) if (!frame.startsWith(':')) yield parseFrame(frame);
  }
}

export async function allEvents(response: Response): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  for await (const event of readEvents(response)) events.push(event);
  return events;
}

function parseFrame(frame: string): SentEvent {
  const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(frame) ?? [];
  return { event, data: JSON.parse(data) };
}
