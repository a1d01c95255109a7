import type { Entry, Risk } from '../../entry.ts';
import { entryOf } from '../../make-entry.ts';
import { matchBy } from '../../pair.ts';
import { aboutResource, placeAt } from '../place.ts';
import type { Holder } from './holders.ts';

/** Policies whose text stands elsewhere, so that they are told by name. */
export function diffManagedPolicies(before: Holder, after: Holder): Entry[] {
  const { resource, service, who } = after;
  const about = { ...aboutResource(resource), ...(service !== undefined && { service }) };
  const place = placeAt(resource, [...resource.path, 'Properties', 'ManagedPolicyArns']);
  const arns = matchBy(before.managedPolicies, after.managedPolicies, (arn) => arn);
  return arns.flatMap(({ key: arn, before: was, after: is }): Entry[] => {
    if (was !== undefined && is !== undefined) return [];
    if (is === undefined) {
      const message = `${who} may no longer do what ${policyName(arn)} allows`;
      return [entryOf('security/policy-detached', { ...about, message, before: arn, ...place })];
    }
    const message = `${who} may now do what ${policyName(arn)} allows`;
    const risk = managedRisk(arn);
    return [entryOf('security/policy-attached', { ...about, message, risk, after: arn, ...place })];
  });
}

/** Policies of AWS that allow everything, or all of a service (AWS managed policy reference). */
const WIDEST = /\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess|\w+FullAccess(?:V\d)?)$/;

export const managedRisk = (arn: string): Risk => (WIDEST.test(arn) ? 'dangerous' : 'review');

/** The name in the ARN of a policy. */
export const policyName = (arn: string): string => arn.split('/').at(-1) ?? arn;
