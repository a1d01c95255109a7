import { BedrockError } from './bedrock-errors.ts';
import type { ContentBlock, ConverseRequest, Message, ToolConfig } from './converse-types.ts';
import { requestSchema, type ShapedRequest } from './request-schema.ts';

/** Nova takes no other key at the top of a tool's schema; `$schema` is the usual mistake. */
const NOVA_SCHEMA_KEYS = new Set(['type', 'properties', 'required']);

type Rule = (request: ShapedRequest) => string | undefined;

const RULES: readonly Rule[] = [
  conversationIsThere,
  rolesAlternate,
  endsWithUser,
  textIsNotBlank,
  toolsAreDefined,
  toolNamesDiffer,
  toolSchemasSuitNova,
  toolResultsAnswerToolUses,
];

/**
 * Reads a body as Bedrock would.
 * @throws {BedrockError} `ValidationException` with the first thing that is wrong
 */
export function validateRequest(body: unknown): ConverseRequest {
  const shaped = requestSchema.safeParse(body);
  if (!shaped.success) {
    const [issue] = shaped.error.issues;
    throw invalid(
      `The value at ${issue?.path.join('.') || 'the body'} is wrong: ${issue?.message}.`,
    );
  }
  for (const rule of RULES) {
    const problem = rule(shaped.data);
    if (problem !== undefined) throw invalid(problem);
  }
  const { system, messages, toolConfig, inferenceConfig } = shaped.data;
  return { system, messages, toolConfig: withSpecs(toolConfig), inferenceConfig };
}

function invalid(message: string): BedrockError {
  return new BedrockError('ValidationException', message);
}

function withSpecs(toolConfig: ShapedRequest['toolConfig']): ToolConfig | undefined {
  const specs = toolConfig?.tools.flatMap(({ toolSpec }) => (toolSpec ? [{ toolSpec }] : []));
  return specs && { tools: specs };
}

function conversationIsThere({ messages }: ShapedRequest): string | undefined {
  if (messages[0]?.role === 'user') return undefined;
  return 'A conversation must start with a user message.';
}

function rolesAlternate({ messages }: ShapedRequest): string | undefined {
  const at = messages.findIndex((message, index) => message.role === messages[index - 1]?.role);
  if (at < 0) return undefined;
  return `A conversation must alternate between user and assistant roles; messages.${at} does not.`;
}

/** Bedrock lets some models go on with a begun answer. Rules can't, so it is refused here. */
function endsWithUser({ messages }: ShapedRequest): string | undefined {
  if (messages.at(-1)?.role === 'user') return undefined;
  return 'This model does not support assistant message prefill. The conversation must end with a user message.';
}

function textIsNotBlank({ messages }: ShapedRequest): string | undefined {
  for (const [at, message] of messages.entries()) {
    const blank = message.content.findIndex(({ text }) => text?.trim() === '');
    if (blank >= 0) {
      return `The text field in the ContentBlock object at messages.${at}.content.${blank} is blank.`;
    }
  }
  return undefined;
}

function toolsAreDefined({ messages, toolConfig }: ShapedRequest): string | undefined {
  const needsTools = messages.some(({ content }) =>
    content.some(({ toolUse, toolResult }) => toolUse || toolResult),
  );
  if (toolConfig || !needsTools) return undefined;
  return 'The toolConfig field must be defined when using toolUse and toolResult content blocks.';
}

function toolNamesDiffer({ toolConfig }: ShapedRequest): string | undefined {
  const names = toolConfig?.tools.map(({ toolSpec }) => toolSpec?.name) ?? [];
  const twice = names.find((name, at) => name !== undefined && names.indexOf(name) !== at);
  return twice === undefined ? undefined : `The tool ${twice} is defined more than once.`;
}

/** Nova also refuses a `cachePoint` among the tools, though it takes one in system and messages. */
function toolSchemasSuitNova({ toolConfig }: ShapedRequest): string | undefined {
  for (const [at, { toolSpec }] of (toolConfig?.tools ?? []).entries()) {
    if (!toolSpec) return `The value at toolConfig.tools.${at} is not a toolSpec.`;
    const schema = toolSpec.inputSchema.json;
    const where = `toolConfig.tools.${at}.toolSpec.inputSchema.json`;
    if (schema.type !== 'object') return `The value at ${where}.type must be object.`;
    const extra = Object.keys(schema).find((key) => !NOVA_SCHEMA_KEYS.has(key));
    if (extra !== undefined) {
      return `The key ${extra} is not permitted at ${where}; only type, properties and required are.`;
    }
  }
  return undefined;
}

function toolResultsAnswerToolUses({ messages }: ShapedRequest): string | undefined {
  for (const [at, message] of messages.entries()) {
    const expected = toolUseIds(messages[at - 1]);
    const given = message.content.flatMap(({ toolResult }) => toolResult?.toolUseId ?? []);
    const missing = expected.filter((id) => !given.includes(id));
    if (missing.length > 0) {
      return `Expected toolResult blocks at messages.${at}.content for the following Ids: ${missing.join(', ')}`;
    }
    if (given.length > expected.length || given.some((id) => !expected.includes(id))) {
      return `The toolResult blocks at messages.${at}.content do not match the toolUse blocks of the previous turn.`;
    }
    const misplaced = message.content.findIndex((block) => standsWithWrongRole(message, block));
    if (misplaced >= 0) {
      return `The ContentBlock object at messages.${at}.content.${misplaced} does not belong to role ${message.role}.`;
    }
  }
  return undefined;
}

function toolUseIds(message: Message | undefined): readonly string[] {
  return message?.content.flatMap(({ toolUse }) => toolUse?.toolUseId ?? []) ?? [];
}

function standsWithWrongRole({ role }: Message, { toolUse, toolResult }: ContentBlock): boolean {
  return (
    (role === 'user' && toolUse !== undefined) || (role === 'assistant' && toolResult !== undefined)
  );
}
