export type JsonObject = { readonly [key: string]: unknown };

/** The part of Bedrock's Converse request that a model sees. Names are Bedrock's. */
export interface ConverseRequest {
  readonly system?: readonly SystemBlock[] | undefined;
  readonly messages: readonly Message[];
  readonly toolConfig?: ToolConfig | undefined;
  readonly inferenceConfig?: { readonly maxTokens?: number | undefined } | undefined;
}

export interface SystemBlock {
  readonly text?: string | undefined;
}

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: readonly ContentBlock[];
}

export interface ContentBlock {
  readonly text?: string | undefined;
  readonly toolUse?: ToolUse | undefined;
  readonly toolResult?: ToolResult | undefined;
}

export interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: JsonObject;
}

export interface ToolResult {
  readonly toolUseId: string;
  readonly content: readonly ResultBlock[];
  readonly status?: 'success' | 'error' | undefined;
}

export interface ResultBlock {
  readonly json?: unknown;
  readonly text?: string | undefined;
}

export interface ToolConfig {
  readonly tools: readonly { readonly toolSpec: ToolSpec }[];
}

export interface ToolSpec {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: { readonly json: JsonObject };
}

/** A tool that the model wants called. The wire gives it its id. */
export interface ToolCall {
  readonly name: string;
  readonly input: JsonObject;
}

/** What the model answers a request with. */
export type Reply = { readonly text: string } | { readonly toolUse: readonly ToolCall[] };
