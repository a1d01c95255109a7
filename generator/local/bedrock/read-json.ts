import { BedrockError } from './bedrock-errors.ts';
import type { WireRequest } from './wire-types.ts';

/** Bedrock's own limit for a Converse request is 20 MB. */
const MOST_BYTES = 20 * 1024 * 1024;

/** @throws {BedrockError} when the body is too large or isn't JSON */
export async function readJson(request: WireRequest): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new BedrockError('ValidationException', 'Input is too long.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BedrockError('SerializationException', 'The body is not JSON.');
  }
}
