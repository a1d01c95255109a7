import type { ContentBlock, ConverseRequest, JsonObject, Reply } from './converse-types.ts';
import type { StreamEvent } from './event-frames.ts';
import type { FaultStopReason } from './faults.ts';
import { splitJson, splitText } from './split-deltas.ts';

export type StopReason = 'end_turn' | 'tool_use' | FaultStopReason;

/** A finished answer, before it is put on the wire. */
export interface Answer {
  readonly content: readonly ContentBlock[];
  readonly stopReason: StopReason;
  readonly usage: JsonObject;
}

/** English needs about four characters a token; only a rough figure is promised to anyone. */
const CHARACTERS_PER_TOKEN = 4;

/** A fault stops the answer after a few words, as a guardrail or a full window would. */
const TOKENS_BEFORE_FAULT = 8;

export function finishAnswer(
  request: ConverseRequest,
  reply: Reply,
  newId: () => string,
  fault?: FaultStopReason,
): Answer {
  const whole = contentOf(reply, newId);
  const limit = request.inferenceConfig?.maxTokens ?? Number.POSITIVE_INFINITY;
  const content = cutAt(fault === undefined ? limit : TOKENS_BEFORE_FAULT, whole);
  const stopReason = fault ?? (content === whole ? finishedReason(reply) : 'max_tokens');
  return { content, stopReason, usage: usageOf(request, content) };
}

function contentOf(reply: Reply, newId: () => string): readonly ContentBlock[] {
  if ('text' in reply) return [{ text: reply.text }];
  return reply.toolUse.map(({ name, input }) => ({ toolUse: { toolUseId: newId(), name, input } }));
}

function finishedReason(reply: Reply): StopReason {
  return 'text' in reply ? 'end_turn' : 'tool_use';
}

/** The same content when it fits, else what a model had written by then: half a tool call is none. */
function cutAt(tokens: number, content: readonly ContentBlock[]): readonly ContentBlock[] {
  if (countTokens(content) <= tokens) return content;
  const text = content.find((block) => block.text !== undefined)?.text ?? '';
  const some = [...text].slice(0, tokens * CHARACTERS_PER_TOKEN).join('');
  return some === '' ? [] : [{ text: some }];
}

function usageOf(request: ConverseRequest, content: readonly ContentBlock[]): JsonObject {
  const inputTokens = countTokens([request.system, request.messages, request.toolConfig]);
  const outputTokens = countTokens(content);
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

function countTokens(value: unknown): number {
  return Math.ceil(JSON.stringify(value).length / CHARACTERS_PER_TOKEN);
}

/** The body of a Converse response. */
export function answerBody(answer: Answer, latencyMs: number): JsonObject {
  return {
    output: { message: { role: 'assistant', content: answer.content } },
    stopReason: answer.stopReason,
    usage: answer.usage,
    metrics: { latencyMs },
  };
}

/** The events of a ConverseStream response up to `messageStop`; `metadata` follows it. */
export function answerEvents(answer: Answer): readonly StreamEvent[] {
  return [
    { type: 'messageStart', body: { role: 'assistant' } },
    ...answer.content.flatMap(blockEvents),
    { type: 'messageStop', body: { stopReason: answer.stopReason } },
  ];
}

export function metadataEvent(answer: Answer, latencyMs: number): StreamEvent {
  return { type: 'metadata', body: { usage: answer.usage, metrics: { latencyMs } } };
}

/** Bedrock announces only tool calls with a start; text begins with its first delta. */
function blockEvents(block: ContentBlock, contentBlockIndex: number): readonly StreamEvent[] {
  const stop: StreamEvent = { type: 'contentBlockStop', body: { contentBlockIndex } };
  const delta = (body: JsonObject): StreamEvent => ({
    type: 'contentBlockDelta',
    body: { delta: body, contentBlockIndex },
  });
  if (block.toolUse === undefined) {
    return [...splitText(block.text ?? '').map((text) => delta({ text })), stop];
  }
  const { toolUseId, name, input } = block.toolUse;
  const start = { toolUse: { toolUseId, name } };
  return [
    { type: 'contentBlockStart', body: { start, contentBlockIndex } },
    ...splitJson(input).map((piece) => delta({ toolUse: { input: piece } })),
    stop,
  ];
}
