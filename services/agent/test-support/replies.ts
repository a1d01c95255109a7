/** One message of ConverseStream: event type and JSON body. */
export type StreamPart = readonly [type: string, body: object];

/** What the Bedrock double answers to one call. */
export type Reply =
  | {
      readonly parts: readonly StreamPart[];
      /** `cut`: the connection breaks. `hang`: nothing more comes, and it stays open. */
      readonly ending?: 'cut' | 'hang';
      /** An exception inside the stream, after the parts. */
      readonly exception?: string;
    }
  | { readonly status: number; readonly exception: string; readonly retryAfterSeconds?: number };

export interface ScriptedToolUse {
  readonly name: string;
  readonly id?: string;
  /** Sent as it is when it is a string, to allow for broken JSON. */
  readonly input?: object | string;
}

/** Text that the real message of an exception must never leave with. */
export const SECRET_DETAIL = 'arn:aws:iam::123456789012:role/very-internal';

const USAGE: StreamPart = [
  'metadata',
  { usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18 }, metrics: { latencyMs: 1 } },
];

export function stop(stopReason: string): readonly StreamPart[] {
  return [['messageStop', { stopReason }], USAGE];
}

/** Text in the given pieces, as the deltas of one block. */
export function textParts(...pieces: readonly string[]): readonly StreamPart[] {
  return [
    ['messageStart', { role: 'assistant' }],
    ...pieces.map(
      (text): StreamPart => ['contentBlockDelta', { contentBlockIndex: 0, delta: { text } }],
    ),
    ['contentBlockStop', { contentBlockIndex: 0 }],
  ];
}

/** A whole answer in the given pieces. */
export function says(...pieces: readonly string[]): Reply {
  return { parts: [...textParts(...pieces), ...stop('end_turn')] };
}

/** Tool calls, each one's input cut into two deltas. */
export function uses(...calls: readonly ScriptedToolUse[]): Reply {
  return { parts: [...toolUseParts(calls), ...stop('tool_use')] };
}

export function toolUseParts(calls: readonly ScriptedToolUse[]): readonly StreamPart[] {
  return calls.flatMap(({ name, id, input = {} }, index): readonly StreamPart[] => {
    const contentBlockIndex = index + 1;
    const json = typeof input === 'string' ? input : JSON.stringify(input);
    const middle = Math.ceil(json.length / 2);
    const delta = (text: string): StreamPart => [
      'contentBlockDelta',
      { contentBlockIndex, delta: { toolUse: { input: text } } },
    ];
    const toolUse = { toolUseId: id ?? `use-${contentBlockIndex}`, name };
    return [
      ['contentBlockStart', { contentBlockIndex, start: { toolUse } }],
      delta(json.slice(0, middle)),
      delta(json.slice(middle)),
      ['contentBlockStop', { contentBlockIndex }],
    ];
  });
}
