import { type Entry, greatest } from '../../entry.ts';
import { entryOf } from '../../make-entry.ts';
import { aboutResource, placeAt } from '../place.ts';
import { managedRisk, policyName } from './diff-managed-policies.ts';
import { findWidened } from './find-widened.ts';
import { grantRisk, principalRisk } from './grant-risk.ts';
import { drawGrant, drawList, groupWidened } from './group-widened.ts';
import type { Holder } from './holders.ts';
import { readAtoms } from './read-atoms.ts';

/** A role that is new, as one entry: all that it may do, and who may take it. */
export function describeNewRole(role: Holder, account: string): Entry {
  const { resource, service, who, managedPolicies } = role;
  const grants = findWidened([], readAtoms(role.statements));
  const trust = groupWidened(findWidened([], readAtoms(role.trust)));
  const policies = managedPolicies.map((arn) => `all of ${policyName(arn)}`);
  const what = [...new Set(groupWidened(grants).map(drawGrant)), ...policies];
  const takers = [...new Set(trust.map(({ principal }) => principal))];
  const taken = takers.length > 0 ? `; it is taken by ${takers.join(', ')}` : '';
  return entryOf('security/role-added', {
    ...aboutResource(resource),
    ...(service !== undefined && { service }),
    message: `is new: ${who} may ${drawList(what) || 'do nothing yet'}${taken}`,
    risk: greatest([
      'review',
      grantRisk(grants),
      principalRisk(
        trust.flatMap(({ atoms }) => atoms),
        account,
      ),
      ...managedPolicies.map(managedRisk),
    ]),
    ...placeAt(resource),
  });
}
