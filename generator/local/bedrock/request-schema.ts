import { z } from 'zod';

const toolName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 of a-z, A-Z, 0-9, _, -');
const toolUseId = z
  .string()
  .regex(/^[a-zA-Z0-9_.:-]{1,64}$/, 'must be 1 to 64 of a-z, A-Z, 0-9, _.:-');
const jsonObject = z.record(z.string(), z.unknown());

const resultBlock = z.looseObject({ json: z.unknown().optional(), text: z.string().optional() });

const contentBlock = z.looseObject({
  text: z.string().optional(),
  toolUse: z.object({ toolUseId, name: toolName, input: jsonObject }).optional(),
  toolResult: z
    .object({
      toolUseId,
      content: z.array(resultBlock),
      status: z.enum(['success', 'error']).optional(),
    })
    .optional(),
});

const tool = z.looseObject({
  toolSpec: z
    .object({
      name: toolName,
      description: z.string().min(1).optional(),
      inputSchema: z.object({ json: jsonObject }),
    })
    .optional(),
});

/** The shape of a Converse request. Members that the planner doesn't read pass unseen. */
export const requestSchema = z.looseObject({
  system: z.array(z.looseObject({ text: z.string().optional() })).optional(),
  messages: z.array(
    z.object({ role: z.enum(['user', 'assistant']), content: z.array(contentBlock).min(1) }),
  ),
  toolConfig: z.looseObject({ tools: z.array(tool).min(1) }).optional(),
  inferenceConfig: z
    .looseObject({
      maxTokens: z.int().min(1).optional(),
      temperature: z.number().min(0).max(1).optional(),
      topP: z.number().min(0).max(1).optional(),
    })
    .optional(),
});

export type ShapedRequest = z.output<typeof requestSchema>;
