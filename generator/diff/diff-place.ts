import type { Entry } from './entry.ts';
import { entryOf } from './make-entry.ts';
import type { Pair } from './pair.ts';

const PLACE = ['project', 'target', 'account', 'region'] as const;

/**
 * Where an environment stands. When that changes, nothing in AWS is changed: all is made anew in the
 * other place, and what stands in the old one stays there.
 */
export function diffPlace({ environment, before, after }: Pair): Entry | undefined {
  const details = PLACE.map((path) => ({
    path,
    before: before.manifest[path],
    after: after.manifest[path],
  })).filter((one) => one.before !== one.after);
  if (details.length === 0) return undefined;
  const list = details.map((one) => `${one.path} ${one.before ?? 'none'} → ${one.after ?? 'none'}`);
  const message = `everything is made anew in another place (${list.join(', ')}); what runs in the old one stays there until it is destroyed`;
  const [only, ...more] = details;
  const values = more.length === 0 ? only : { details };
  return entryOf('environment/moved', { subject: environment, message, ...values });
}
