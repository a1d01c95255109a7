import { contractKinds } from './contract/contract-kinds.ts';
import type { EntryKind } from './entry.ts';
import { securityKinds } from './security/security-kinds.ts';
import { serviceKinds } from './services/service-kinds.ts';
import { stackKinds } from './stacks/stack-kinds.ts';

/** Kinds that are about an environment as a whole. */
const environmentKinds = {
  'environment/added': { says: 'an environment is new', risk: 'review' },
  'environment/removed': {
    says: 'an environment is no longer rendered; what runs there stays until it is destroyed',
    risk: 'dangerous',
  },
  'environment/moved': {
    says: 'an environment has another account, Region or name in AWS: everything is made anew there',
    risk: 'dangerous',
  },
} as const satisfies Readonly<Record<string, EntryKind>>;

/** Every kind of thing that a change can do. */
export const entryKinds = {
  ...environmentKinds,
  ...stackKinds,
  ...serviceKinds,
  ...contractKinds,
  ...securityKinds,
} as const;

export type EntryCode = keyof typeof entryKinds;
