import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import type { Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { asChatError } from '../chat-errors.ts';
import type { ToolSource } from './tool-source.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** Ready once the tools could be listed; tries for as long as that takes, or until the signal. */
export async function becomeReady(
  tools: ToolSource,
  { readiness, logger }: { readonly readiness: Readiness; readonly logger: Logger },
  signal: AbortSignal,
): Promise<void> {
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const { length } = await tools.list(signal);
      readiness.loaded();
      logger.info({ tools: length }, 'ready');
      return;
    } catch (thrown) {
      if (signal.aborted) return;
      logger.warn({ err: asChatError(thrown).cause }, 'the tools can not be listed yet');
    }
    await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
