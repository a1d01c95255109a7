import { integer } from '@mcp-on-ecs/shared/settings.ts';
import { z } from 'zod';

/** What the page server reads from its environment. */
export const uiSettings = z.object({
  /** Where the agent listens, without a path. */
  AGENT_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  /** What the page says about who answers. */
  MODEL_LABEL: z.string().max(200),
  MAX_MESSAGE_CHARACTERS: integer(1, 20_000).default(4_000),
  /** The agent sends at least a comment every 15 s; an agent that is silent for this long is given up. */
  AGENT_SILENCE_SECONDS: integer(1, 600).default(60),
});

export type UiSettings = z.output<typeof uiSettings>;
