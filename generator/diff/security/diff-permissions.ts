import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, type Pair } from '../pair.ts';
import { resourceKey } from '../resource-key.ts';
import { aboutResource, placeAt } from './place.ts';
import { describeNewRole } from './policy/describe-new-role.ts';
import { diffManagedPolicies } from './policy/diff-managed-policies.ts';
import { findWidened } from './policy/find-widened.ts';
import { grantRisk } from './policy/grant-risk.ts';
import { groupWidened } from './policy/group-widened.ts';
import { type Holder, readHolders } from './policy/holders.ts';
import { readAtoms } from './policy/read-atoms.ts';
import { grantValue, sayNarrowed, sayWidened } from './policy/sentences.ts';

/** What roles may do that they might not, and the other way round. */
export function diffPermissions({ before, after }: Pair): Entry[] {
  const holders = matchBy(readHolders(before), readHolders(after), ({ resource }) =>
    resourceKey(resource),
  );
  return holders.flatMap(({ before: was, after: is }) => {
    if (was && is) return [...diffHolder(was, is), ...diffManagedPolicies(was, is)];
    if (is) return [describeNewRole(is, after.place.account)];
    return was ? [removed(was)] : [];
  });
}

function diffHolder(before: Holder, after: Holder): Entry[] {
  const [old, now] = [readAtoms(before.statements), readAtoms(after.statements)];
  const widened = groupWidened(findWidened(old, now)).map((group) =>
    entryOf('security/permission-widened', {
      ...about(after),
      message: sayWidened(after.who, group),
      risk: grantRisk(group.atoms),
      after: grantValue(group),
      ...(group.how === 'undenied'
        ? placeAt(after.resource)
        : placeAt(group.statement.resource, group.statement.path)),
    }),
  );
  const narrowed = groupWidened(findWidened(now, old)).map((group) =>
    entryOf('security/permission-narrowed', {
      ...about(after),
      message: sayNarrowed(after.who, group),
      before: grantValue(group),
      ...placeAt(after.resource),
    }),
  );
  return [...widened, ...narrowed];
}

const about = ({ resource, service }: Holder) => ({
  ...aboutResource(resource),
  ...(service !== undefined && { service }),
});

const removed = (was: Holder): Entry =>
  entryOf('security/role-removed', {
    ...about(was),
    message: `is gone; ${was.who} may no longer do what it allowed`,
  });
