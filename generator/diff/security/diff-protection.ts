import type { Resource } from '../../wiring/stack.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, type Pair } from '../pair.ts';
import { resourceKey } from '../resource-key.ts';
import { rawResource } from '../stacks/combine-stacks.ts';
import { aboutResource, placeAt } from './place.ts';
import { type Protection, rankIn, shiftsOf } from './protection/protection.ts';
import { PROTECTORS, RESOURCE_PROTECTIONS } from './protection/resource-protections.ts';
import { tellShift, valueAt } from './protection/tell-shift.ts';

/** Resources that are protected less than before, or more; and those that protected by being there. */
export function diffProtection({ before, after }: Pair): Entry[] {
  const [old, now] = [before, after].map(({ stacks }) =>
    stacks.flatMap(({ resources }) => resources),
  );
  return matchBy(old ?? [], now ?? [], resourceKey).flatMap(({ before: was, after: is }) => {
    if (was && is?.type === was.type) return diffResource(was, is);
    return was ? goneProtector(was, now ?? []) : [];
  });
}

/** What the template says beside the properties, of whatever type. */
const KEEPS: readonly Protection<Resource>[] = ['DeletionPolicy', 'UpdateReplacePolicy'].map(
  (member) => ({
    what: `what stays when it is ${member === 'DeletionPolicy' ? 'removed from the stack' : 'replaced'}`,
    path: [member],
    rank: (resource) => {
      const policy = rawResource(resource)[member];
      // These two differ at the creation of a stack only.
      return rankIn(
        ['Delete', 'Snapshot', 'Retain'],
        policy === 'RetainExceptOnCreate' ? 'Retain' : policy,
      );
    },
    weaker: 'dangerous',
  }),
);

function diffResource(was: Resource, is: Resource): Entry[] {
  const rows = [...(RESOURCE_PROTECTIONS[is.type] ?? []), ...KEEPS];
  return shiftsOf(rows, was, is).map((shift) => {
    const { path } = shift.protection;
    const about = { ...aboutResource(is), ...placeAt(is, [...is.path, ...path]) };
    return tellShift(shift, about, shownOf(was, path), shownOf(is, path));
  });
}

const shownOf = (resource: Resource, path: Protection<Resource>['path']) =>
  valueAt({ ...rawResource(resource), Properties: resource.properties }, path);

/** One of the same type may have come in its place. */
function goneProtector(was: Resource, now: readonly Resource[]): Entry[] {
  const what = PROTECTORS[was.type];
  if (!what || now.some(({ type, stack }) => type === was.type && stack.name === was.stack.name))
    return [];
  const message = `is gone, and with it ${what}`;
  return [entryOf('security/protection-weakened', { ...aboutResource(was), message })];
}
