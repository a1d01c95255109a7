import { type Fields, fieldsOf } from '../../render/plain-values.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { resourceKey } from '../resource-key.ts';
import { canonicalValue, type HasResource } from './canonical-value.ts';

/** A resource in canonical form. */
export interface CanonicalResource {
  readonly Type: string;
  readonly Properties: Fields;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: unknown;
  readonly Condition?: unknown;
}

export type CombinedTemplate = Readonly<Record<string, CanonicalResource>>;

/** Members of a resource that say what CloudFormation does with it. */
const OWN_MEMBERS = [
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Condition',
  'CreationPolicy',
  'UpdatePolicy',
];

/**
 * The resources of all stacks in one template, named `<stack>.<logical id>`: a reference into another
 * stack, by way of an output and a parameter, reads like one inside a stack.
 */
export function combineStacks({ stacks }: Pick<Wiring, 'stacks'>): CombinedTemplate {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const has: HasResource = (stack, id) => byName.get(stack)?.resource(id) !== undefined;
  const resources = stacks.flatMap((stack) => stack.resources);
  return Object.fromEntries(
    resources.map((resource) => [resourceKey(resource), canonicalResource(resource, has)]),
  );
}

function canonicalResource(resource: Resource, has: HasResource): CanonicalResource {
  const { DependsOn, ...raw } = rawResource(resource);
  const members = OWN_MEMBERS.filter((member) => member in raw);
  return {
    Type: resource.type,
    Properties: fieldsOf(canonicalValue(resource.properties, has)),
    ...Object.fromEntries(members.map((member) => [member, raw[member]])),
    ...(DependsOn !== undefined && { DependsOn: canonicalValue(DependsOn, has, 'DependsOn') }),
  };
}

/** A resource as the template has it. */
export const rawResource = ({ stack, id }: Resource): Fields =>
  fieldsOf(fieldsOf(fieldsOf(stack.template.value).Resources)[id]);
