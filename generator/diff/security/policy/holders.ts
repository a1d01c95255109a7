import { textsOf } from '../../../render/plain-values.ts';
import type { ROLE_TAKERS, RolePart } from '../../../wiring/role-uses.ts';
import type { Role, Statement } from '../../../wiring/roles.ts';
import type { Resource } from '../../../wiring/stack.ts';
import type { Wiring } from '../../../wiring/wiring.ts';
import { findDocuments } from './find-documents.ts';

/** Who is allowed something by policies that are attached to it. */
export interface Holder {
  /** A role, or a policy that is attached to something else than a role of the stacks. */
  readonly resource: Resource;
  /** Who it is, for a sentence: `the task role of store`. */
  readonly who: string;
  /** The service, where it is one service's alone. */
  readonly service: string | undefined;
  readonly trust: readonly Statement[];
  readonly statements: readonly Statement[];
  /** ARNs of attached policies that no stack makes. */
  readonly managedPolicies: readonly string[];
}

export const isIdentityPolicy = ({ type }: Resource): boolean => type.startsWith('AWS::IAM::');

/** All of them, whichever policy and stack it is written in. */
export function readHolders(wiring: Wiring): Holder[] {
  const known = new Set(
    wiring.roles.flatMap(({ statements }) => statements.map(({ resource }) => resource)),
  );
  const others = findDocuments(wiring).filter(
    ({ resource }) => isIdentityPolicy(resource) && !known.has(resource),
  );
  return [
    ...wiring.roles.map((role) => holderOf(role, wiring)),
    ...others.map(({ resource, statements }) => ({
      resource,
      who: 'whoever it is attached to',
      service: undefined,
      trust: [],
      statements,
      managedPolicies: textsOf(resource.properties.ManagedPolicyArns),
    })),
  ];
}

function holderOf(role: Role, { roleUses }: Wiring): Holder {
  const uses = roleUses.filter((use) => use.role === role);
  const services = [...new Set(uses.map(({ service }) => service.name))].sort();
  const parts = [...new Set(uses.map(({ part }) => PARTS[part]))].sort();
  const [only, ...more] = services;
  return {
    resource: role.resource,
    who: only ? `the ${parts.join(' and ')} of ${services.join(', ')}` : 'whoever takes it',
    service: more.length === 0 ? only : undefined,
    trust: role.trust,
    statements: role.statements,
    managedPolicies: role.managedPolicies.filter((arn) => !arn.startsWith('<')),
  };
}

const PARTS: Readonly<Record<RolePart, string>> = {
  taskRoleArn: 'task role',
  executionRoleArn: 'execution role',
  infrastructureRoleArn: 'infrastructure role',
} satisfies Record<keyof typeof ROLE_TAKERS, string>;
