import { integer } from '@mcp-on-ecs/shared/settings.ts';
import { z } from 'zod';

const limit = (fallback: number, minimum: number, maximum: number) =>
  integer(minimum, maximum).default(fallback);

/** The environment of the agent. What it talks to is required; what bounds it has a default. */
export const agentSettings = z.object({
  /** Streamable HTTP endpoint of the MCP server, with its path. */
  MCP_SERVER_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  /** Model or inference profile id, as Converse takes it. */
  MODEL_ID: z.string(),
  /** Model calls for one message. */
  MAX_TURNS: limit(10, 1, 50),
  /** Tokens the model may write in one turn. */
  MAX_OUTPUT_TOKENS: limit(2_048, 64, 65_000),
  MAX_MESSAGE_CHARACTERS: limit(4_000, 1, 100_000),
  MAX_BODY_BYTES: limit(65_536, 256, 10_485_760),
  /** One message from its arrival to the end of its answer. */
  REQUEST_TIMEOUT_SECONDS: limit(120, 1, 3_600),
  MAX_CONVERSATIONS: limit(500, 1, 100_000),
  CONVERSATION_IDLE_SECONDS: limit(1_800, 1, 604_800),
  MAX_HISTORY_MESSAGES: limit(40, 2, 1_000),
  /** Bounds memory and what each follow-up costs in input tokens. */
  MAX_HISTORY_CHARACTERS: limit(100_000, 1_000, 2_000_000),
  MAX_TOOL_RESULT_CHARACTERS: limit(30_000, 100, 500_000),
  TOOL_TIMEOUT_SECONDS: limit(20, 1, 600),
  TOOLS_CACHE_SECONDS: limit(30, 1, 3_600),
});

export type AgentSettings = z.output<typeof agentSettings>;
