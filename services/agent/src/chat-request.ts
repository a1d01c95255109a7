import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ChatError } from './chat-errors.ts';

export interface ChatRequest {
  readonly message: string;
  readonly conversationId: string;
}

const conversationId = z.uuid({ error: 'conversation_id must be a UUID.' });

const chatBody = z.strictObject(
  {
    message: z
      .string({ error: 'message must be a text.' })
      .transform((text) => text.trim().toWellFormed())
      .pipe(z.string().min(1, 'message must not be empty.')),
    conversation_id: conversationId.optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? 'The body may hold only message and conversation_id.'
        : 'The body must be a JSON object with a message.',
  },
);

/**
 * Reads the body of a chat request; without an id it begins a new conversation.
 *
 * @throws {ChatError} `invalid_request` or `message_too_long`
 */
export function readChatRequest(body: unknown, maxCharacters: number): ChatRequest {
  const { message, conversation_id: given } = parse(chatBody, body);
  if (message.length > maxCharacters) {
    const sentence = `The message has ${message.length} characters; at most ${maxCharacters} are allowed.`;
    throw new ChatError('message_too_long', { message: sentence });
  }
  return { message, conversationId: given ?? randomUUID() };
}

/** @throws {ChatError} `invalid_request` */
export function readConversationId(given: unknown): string {
  return parse(conversationId, given);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ChatError('invalid_request', issue ? { message: issue.message } : {});
}
