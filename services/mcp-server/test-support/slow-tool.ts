import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { defineTool, LOOKS_UP } from '../src/tools/tool.ts';

/** A tool that answers only when it is told to end. */
export function slowTool() {
  const stop = new AbortController();
  const tool = defineTool({
    name: 'slow',
    title: 'Slow',
    description: 'Takes until it is told to end.',
    input: z.strictObject({}),
    output: z.strictObject({}),
    annotations: LOOKS_UP,
    run: () => sleep(60_000, {}, { signal: stop.signal }).catch(() => ({})),
    summarise: () => 'Ended.',
  });
  return { tool, end: () => stop.abort() };
}
