import type { EntryKind } from '../entry.ts';

/** What can happen to a service's files. */
export const serviceKinds = {
  'service/added': { says: 'a service is new', risk: 'review' },
  'service/removed': { says: 'a service is no longer rendered', risk: 'dangerous' },
  'service/changed': {
    says: 'input of Amazon ECS changes; what that does to running tasks is for the reader to judge',
    risk: 'review',
  },
} as const satisfies Readonly<Record<string, EntryKind>>;
