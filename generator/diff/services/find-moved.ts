import { isMap } from '../../render/plain-values.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import type { Pair } from '../pair.ts';
import { keyOfId, resourceKey } from '../resource-key.ts';

/**
 * Services that name something which is made anew: a subnet, a group, a role. Their files stay the
 * same, but they need a new deployment to take what is new.
 *
 * @param entries those of the stacks
 */
export function findMoved({ after }: Pair, entries: readonly Entry[]): Entry[] {
  const replaced = new Set(
    entries
      .filter(({ code }) => code === 'stack/resource-replaced')
      .map(({ stack = '', resource = '' }) => keyOfId(stack, resource)),
  );
  if (replaced.size === 0) return [];
  return after.services.flatMap((service) => {
    const named = textsOf(filesOf(service)).flatMap((text) => after.behind(text) ?? []);
    const ids = new Set(named.map(resourceKey));
    const moved = [...ids].filter((id) => replaced.has(id));
    if (moved.length === 0) return [];
    const message = `needs a new deployment, because ${moved.join(', ')} ${moved.length > 1 ? 'are' : 'is'} made anew`;
    return [entryOf('service/moved', { service: service.name, subject: service.name, message })];
  });
}

const filesOf = ({ task, connect, service, express }: WiredService): unknown[] =>
  [task, connect, service, express].map((file) => file?.value);

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('stack-output://') ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isMap(value) ? Object.values(value).flatMap(textsOf) : [];
}
