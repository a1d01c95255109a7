import type { ConverseRequest, JsonObject, Message, ToolResult } from '../converse-types.ts';

/** A tool call of the conversation with what came back. */
export interface Call {
  readonly name: string;
  readonly input: JsonObject;
  /** Undefined when the tool failed or its result can't be read. */
  readonly result?: JsonObject;
  /** What the tool said in words; for a failed one, why. */
  readonly text: string;
  readonly failed: boolean;
}

/** One question and the calls that were made to answer it. */
export interface Turn {
  readonly question: string;
  readonly calls: readonly Call[];
}

/** A product as some tool result of this conversation described it. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly in_stock: boolean;
  /** Undefined when no result has told yet; availability alone doesn't. */
  readonly category?: string;
  readonly features?: readonly string[];
}

/** The conversation as turns; the last one is the one to answer. A model has no other memory. */
export function findTurns({ messages }: ConverseRequest): readonly Turn[] {
  const turns: { question: string; calls: Call[] }[] = [];
  for (const [at, message] of messages.entries()) {
    if (message.role !== 'user') continue;
    const results = message.content.flatMap(({ toolResult }) => toolResult ?? []);
    turns.at(-1)?.calls.push(...results.map((result) => asCall(result, messages[at - 1])));
    const question = textOf(message);
    if (question !== '') turns.push({ question, calls: [] });
  }
  return turns;
}

function textOf(message: Message): string {
  return message.content
    .flatMap(({ text }) => text ?? [])
    .join('\n')
    .trim();
}

function asCall(result: ToolResult, asked: Message | undefined): Call {
  const uses = asked?.content.flatMap(({ toolUse }) => toolUse ?? []) ?? [];
  const use = uses.find(({ toolUseId }) => toolUseId === result.toolUseId);
  const failed = result.status === 'error';
  const value = failed ? undefined : readResult(result);
  return {
    name: use?.name ?? '',
    input: use?.input ?? {},
    text: result.content.flatMap(({ text }) => text ?? []).join('\n'),
    failed,
    ...(value && { result: value }),
  };
}

/** The structured result, or the same data as JSON text. */
function readResult({ content }: ToolResult): JsonObject | undefined {
  for (const { json, text } of content) {
    const value = json ?? parseJson(text ?? '');
    if (isObject(value)) return value;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The products of a list in a result. What doesn't look like one is left out. */
export function readProducts(list: unknown): readonly Product[] {
  return Array.isArray(list) ? list.flatMap((item) => readProduct(item) ?? []) : [];
}

export function readProduct(value: unknown): Product | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, price, in_stock, category, features } = value;
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  if (typeof price !== 'number' || typeof in_stock !== 'boolean') return undefined;
  return {
    id,
    name,
    price,
    in_stock,
    ...(typeof category === 'string' && { category }),
    ...(Array.isArray(features) && { features: features.map(String) }),
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
