import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  type Message,
  type Tool,
} from '@aws-sdk/client-bedrock-runtime';
import type { BedrockStandIn } from '../server.ts';
import { SHOP_TOOLS } from './small-shop.ts';

export const MODEL_ID = 'global.amazon.nova-2-lite-v1:0';

/** The real SDK client, as any caller would make it; one attempt unless a test wants retries. */
export function clientOf({ url }: BedrockStandIn, maxAttempts = 1): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: 'us-west-2',
    endpoint: url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts,
  });
}

export function userSays(text: string): Message[] {
  return [{ role: 'user', content: [{ text }] }];
}

/** The shop's tools in the SDK's types. */
export const sdkTools = { tools: SHOP_TOOLS.tools as unknown as Tool[] };

export function streamCommand(messages: Message[]): ConverseStreamCommand {
  return new ConverseStreamCommand({ modelId: MODEL_ID, messages, toolConfig: sdkTools });
}

export async function eventsOf(
  client: BedrockRuntimeClient,
  messages: Message[],
): Promise<ConverseStreamOutput[]> {
  const { stream = [] } = await client.send(streamCommand(messages));
  const events: ConverseStreamOutput[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

export function textOf(events: readonly ConverseStreamOutput[]): string {
  return events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');
}

export function typesOf(events: readonly ConverseStreamOutput[]): readonly string[] {
  const types = events.flatMap((event) => Object.keys(event));
  return types.filter((type, at) => type !== types[at - 1]);
}
