import type { EntryKind } from '../entry.ts';

/** What can happen to what an MCP server offers. */
export const contractKinds = {
  'contract/breaking': {
    says: 'a client that works today may fail: a tool or parameter is gone, or takes or gives something else',
    risk: 'dangerous',
  },
  'contract/changed': {
    says: 'a tool or parameter is new, takes more, or is described otherwise; no client fails',
    risk: 'low',
  },
} as const satisfies Readonly<Record<string, EntryKind>>;
