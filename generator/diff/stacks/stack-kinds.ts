import type { EntryKind } from '../entry.ts';

/** What can happen to a stack and its resources. */
export const stackKinds = {
  'stack/added': { says: 'a stack is new', risk: 'review' },
  'stack/removed': { says: 'a stack is no longer rendered', risk: 'dangerous' },
  'stack/resource-added': { says: 'a resource is made', risk: 'low' },
  'stack/resource-changed': {
    says: 'a resource is changed in place, without interruption',
    risk: 'low',
  },
  'stack/resource-interrupted': {
    says: 'a resource is changed in place, and may not answer meanwhile',
    risk: 'review',
  },
  'stack/resource-may-be-replaced': {
    says: 'a resource may be replaced; only AWS can tell',
    risk: 'review',
  },
  'stack/resource-replaced': {
    says: 'a resource is made anew and the old one deleted',
    risk: 'dangerous',
  },
  'stack/resource-removed': { says: 'a resource is deleted', risk: 'review' },
  'stack/data-retained': {
    says: 'data leaves the stack but stays in the account, where nothing looks after it',
    risk: 'review',
  },
  'stack/data-destroyed': { says: 'data is deleted', risk: 'dangerous' },
  'stack/name-collides': {
    says: 'a resource with a fixed name can’t be replaced while the old one has that name',
    risk: 'dangerous',
  },
  'stack/section-changed': {
    says: 'conditions, mappings or another part of a template beside its resources change',
    risk: 'review',
  },
  'stack/output-added': { says: 'an output is new', risk: 'none' },
  'stack/output-removed': { says: 'an output is gone', risk: 'low' },
} as const satisfies Readonly<Record<string, EntryKind>>;
