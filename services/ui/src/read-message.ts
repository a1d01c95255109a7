import { z } from 'zod';
import { RequestFailure } from './failure.ts';

const chatBody = z.object({ message: z.string().trim().min(1) });

/**
 * The visitor's message from a request body.
 *
 * @param maximum in UTF-16 code units, as the page counts them too
 * @throws {RequestFailure} saying what is wrong with it
 */
export function readMessage(body: unknown, maximum: number): string {
  const parsed = chatBody.safeParse(body);
  if (!parsed.success) {
    throw refused('invalid_request', 'The request needs a message, as JSON: {"message": "…"}.');
  }
  const { message } = parsed.data;
  if (message.length <= maximum) return message;
  throw refused('message_too_long', `A message can have at most ${maximum} characters.`);
}

function refused(code: string, message: string): RequestFailure {
  return new RequestFailure(400, { code, message, retryable: false });
}
