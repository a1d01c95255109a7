import type { Path } from '../config/located.ts';
import { type Fields, fieldsOf, listOf, textsOf } from '../render/plain-values.ts';
import type { Resource } from './stack.ts';

/** One statement of a policy. */
export interface Statement {
  /** The resource that it stands in: a role, or a policy that is attached to one. */
  readonly resource: Resource;
  readonly path: Path;
  readonly effect: string;
  readonly fields: Fields;
}

/** A role with everything that it allows, wherever that is written. */
export interface Role {
  readonly resource: Resource;
  readonly trust: readonly Statement[];
  readonly statements: readonly Statement[];
  readonly managedPolicies: readonly string[];
}

type ResourcesOf = (type: string) => readonly Resource[];

const ATTACHED_POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'] as const;

export function readRoles(resourcesOf: ResourcesOf): Role[] {
  const attached = ATTACHED_POLICIES.flatMap(resourcesOf);
  return resourcesOf('AWS::IAM::Role').map((resource) => {
    const { AssumeRolePolicyDocument, Policies, ManagedPolicyArns } = resource.properties;
    const managedPolicies = textsOf(ManagedPolicyArns);
    const own = attached.filter((policy) => isAttached(policy, resource, managedPolicies));
    return {
      resource,
      managedPolicies,
      trust: readDocument(resource, ['AssumeRolePolicyDocument'], AssumeRolePolicyDocument),
      statements: [
        ...listOf(Policies).flatMap((policy, index) =>
          readDocument(
            resource,
            ['Policies', index, 'PolicyDocument'],
            fieldsOf(policy).PolicyDocument,
          ),
        ),
        ...own.flatMap((policy) =>
          readDocument(policy, ['PolicyDocument'], policy.properties.PolicyDocument),
        ),
      ],
    };
  });
}

/** A policy names its roles, or a role its policies. */
function isAttached(policy: Resource, role: Resource, managedPolicies: readonly string[]): boolean {
  const names = (resource: Resource) => `<${resource.stack.name}.${resource.id}.Ref>`;
  return (
    textsOf(policy.properties.Roles).includes(names(role)) ||
    managedPolicies.includes(names(policy))
  );
}

/** The statements of a policy document inside a resource. */
export function readDocument(resource: Resource, at: Path, document: unknown): Statement[] {
  return listOf(fieldsOf(document).Statement).map((statement, index) => {
    const fields = fieldsOf(statement);
    return {
      resource,
      path: [...resource.path, 'Properties', ...at, 'Statement', index],
      effect: String(fields.Effect),
      fields,
    };
  });
}

/**
 * Whether a role may do something. Conditions are taken as fulfilled, since they look at requests;
 * a denial counts only without one. Policies that AWS manages are not known here.
 */
export function allows({ statements }: Role, action: string, resource: string): boolean {
  const about = statements.filter((statement) => covers(statement, action, resource));
  return (
    about.some(({ effect }) => effect === 'Allow') &&
    !about.some(({ effect, fields }) => effect === 'Deny' && !fields.Condition)
  );
}

/** Whether a statement is about an action on a resource. */
export function covers({ fields }: Statement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = fields;
  const isAction = Action
    ? textsOf(Action).some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase()))
    : !textsOf(NotAction).some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase()));
  if (!isAction) return false;
  return Resource
    ? textsOf(Resource).some((pattern) => isLike(resource, pattern))
    : NotResource !== undefined &&
        !textsOf(NotResource).some((pattern) => isLike(resource, pattern));
}

/** IAM's wildcards: `*` is any text, `?` any one character. */
export function isLike(text: string, pattern: string): boolean {
  if (pattern === '*' || pattern === text) return true;
  if (pattern.includes('?')) return toExpression(pattern).test(text);
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined || !text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function toExpression(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source.replaceAll('?', '.')}$`, 's');
}
