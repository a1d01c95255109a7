import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import type { Model, ModelRequest } from './model.ts';
import { modelError } from './model-errors.ts';
import { readTurn } from './read-turn.ts';

/** How much longer than a whole request the SDK waits, so that our own time limit always speaks first. */
const SDK_MARGIN_MS = 5_000;

/**
 * The Bedrock client. Region, credentials and endpoint come from the environment, as the SDK reads it.
 * Its time-outs count silence on the line; the SDK's own (a minute for some sockets, five for a
 * session) are shorter than a slow model may think.
 */
export function createBedrockClient(
  longestAnswerMs: number,
  overrides: BedrockRuntimeClientConfig = {},
): BedrockRuntimeClient {
  const silenceMs = longestAnswerMs + SDK_MARGIN_MS;
  return new BedrockRuntimeClient({
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: {
      requestTimeout: silenceMs,
      sessionTimeout: silenceMs,
      disableConcurrentStreams: true,
    },
    ...overrides,
  });
}

/** A model on Amazon Bedrock, by ConverseStream. Temperature 0 is Nova's advice for tool use. */
export function bedrockModel(
  client: BedrockRuntimeClient,
  { modelId, maxTokens }: { readonly modelId: string; readonly maxTokens: number },
): Model {
  return async function* converse(request, signal) {
    const inferenceConfig = { maxTokens, temperature: 0 };
    const command = new ConverseStreamCommand({
      modelId,
      inferenceConfig,
      ...converseInput(request),
    });
    try {
      const { stream } = await client.send(command, { abortSignal: signal });
      if (!stream) throw new Error('ConverseStream answered without a stream');
      yield* readTurn(stream);
    } catch (thrown) {
      signal.throwIfAborted();
      throw modelError(thrown);
    }
  };
}

function converseInput({ system, messages, tools }: ModelRequest) {
  return {
    system: [{ text: system }],
    messages: [...messages],
    toolConfig: { tools: [...tools] },
  } satisfies Partial<ConverseStreamCommandInput>;
}
