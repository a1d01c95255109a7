import { setTimeout as sleep } from 'node:timers/promises';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { McpDouble } from './mcp-double.ts';

export const LAMP = { id: 'T1', name: 'Brass lamp', price: 40 };

const LONG_MS = 30_000;

/** Tools that behave in each way a tool can. The agent is told none of their names. */
export function addThingTools(server: McpServer, double: McpDouble): void {
  server.registerTool(
    'find_things',
    {
      description: 'Finds things by a word.',
      inputSchema: { word: z.string() },
      outputSchema: {
        things: z.array(z.object({ id: z.string(), name: z.string(), price: z.number() })),
      },
      annotations: { readOnlyHint: true },
    },
    ({ word }) => {
      double.called.push('find_things');
      const structuredContent = { things: word === 'lamp' ? [LAMP] : [] };
      return { content: [{ type: 'text', text: 'one line a thing' }], structuredContent };
    },
  );
  server.registerTool('tell_time', { description: 'Text only.' }, () => {
    double.called.push('tell_time');
    return { content: [{ type: 'text', text: 'It is noon.' }] };
  });
  server.registerTool('refuse', { description: 'Always an error.' }, () => {
    double.called.push('refuse');
    return { content: [{ type: 'text', text: 'No such thing.' }], isError: true };
  });
  server.registerTool('write_much', { description: 'A long text.' }, () => {
    double.called.push('write_much');
    return { content: [{ type: 'text', text: 'long '.repeat(100_000) }] };
  });
  server.registerTool('take_long', { description: 'Longer than anyone waits.' }, async (extra) => {
    double.called.push('take_long');
    extra.signal.addEventListener('abort', () => {
      double.abandoned += 1;
    });
    await sleep(LONG_MS, undefined, { signal: extra.signal, ref: false });
    return { content: [] };
  });
}
