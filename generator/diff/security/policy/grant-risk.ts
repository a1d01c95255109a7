import { greatest, type Risk } from '../../entry.ts';
import type { Matcher } from './matcher.ts';
import { isWithin } from './patterns.ts';
import type { Atom } from './read-atoms.ts';

/**
 * Actions for which a policy can name no resource, of the services that are used here (Service
 * Authorization Reference, "Resource types"). That they are allowed on `*` says nothing.
 */
const WITHOUT_RESOURCE = [
  'ecr:getauthorizationtoken',
  'ec2:describe*',
  'ecs:deregistertaskdefinition',
  'ecs:describetaskdefinition',
  'ecs:listservices',
  'ecs:listtaskdefinitions',
  'elasticloadbalancing:describe*',
  'cloudwatch:putmetricdata',
  'logs:describeloggroups',
  'xray:put*',
];

/** How much it asks that a role may do something: wildcards for a whole service or for every resource are the worst. */
export function grantRisk(atoms: readonly Atom[]): Risk {
  return greatest(
    atoms.map(({ action, resource }) => (isWild(action, resource) ? 'dangerous' : 'review')),
  );
}

function isWild(action: Matcher, resource: Matcher): boolean {
  if ('not' in action || 'not' in resource) return true;
  if (action.is === '*' || /^[^:]*:\*$/.test(action.is)) return true;
  const isEverything = resource.is === '*' || /^arn:(?:[^:]*:){4}\*$/.test(resource.is);
  return isEverything && !WITHOUT_RESOURCE.some((known) => isWithin(action.is, known));
}

/** How much it asks that somebody may use a resource or take a role: everybody and other accounts without a condition are the worst. */
export function principalRisk(atoms: readonly Atom[], account: string): Risk {
  return greatest(
    atoms.map(({ principal, clauses, effect }) => {
      if (effect === 'Allow' && clauses.length > 0) return 'review';
      return isOutside(principal, account) ? 'dangerous' : 'review';
    }),
  );
}

function isOutside(principal: Matcher, account: string): boolean {
  if ('not' in principal) return true;
  const [kind = ''] = principal.is.split(' ');
  if (principal.is.includes('*') || kind === 'Federated' || kind === 'CanonicalUser') return true;
  const [, owner] = /(?:^account |^AWS arn:[^:]*:[^:]*:[^:]*:)(\d{12})/.exec(principal.is) ?? [];
  return owner !== undefined && owner !== account;
}
