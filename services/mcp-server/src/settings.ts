import { integer } from '@mcp-on-ecs/shared/settings.ts';
import { z } from 'zod';

/** A host as it stands in a Host header without its port: a name, an IPv4 address or `[IPv6]`. */
const HOST_NAME = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?)$/;

const hostNames = z.string().transform((text, context) => {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  for (const [place, name] of names.entries()) {
    if (HOST_NAME.test(name)) continue;
    const message = `must be host names without scheme or port, separated by commas; number ${place + 1} is none`;
    context.addIssue({ code: 'custom', message });
  }
  return names;
});

export const serverSettings = z.object({
  CATALOG_BUCKET: z.string(),
  CATALOG_KEY: z.string(),
  /** Names by which clients reach this server; the loopback names are always allowed. */
  ALLOWED_HOSTS: hostNames,
  CATALOG_REFRESH_SECONDS: integer(1, 3600).default(30),
  /** Below the 60 s after which MCP clients give up, so that they hear why. */
  TOOL_TIMEOUT_SECONDS: integer(1, 50).default(10),
});

export type ServerSettings = z.output<typeof serverSettings>;
