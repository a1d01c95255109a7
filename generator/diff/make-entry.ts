import type { Entry } from './entry.ts';
import { type EntryCode, entryKinds } from './entry-kinds.ts';

type Rest = Omit<Entry, 'code' | 'risk'> & Partial<Pick<Entry, 'risk'>>;

/** An entry of a kind, with the kind's usual risk where nothing else is said. */
export const entryOf = (code: EntryCode, rest: Rest): Entry => ({
  code,
  ...rest,
  risk: rest.risk ?? entryKinds[code].risk,
});
