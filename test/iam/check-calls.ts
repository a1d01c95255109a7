import { fieldsOf, isMap, listOf, textsOf } from '../../generator/render/plain-values.ts';
import { covers, type Role, type Statement } from '../../generator/wiring/roles.ts';
import { holds, permits, roleOf, roles } from '../bootstrap/rendered-roles.ts';
import type { CollectedCall } from '../deployment/collect-calls.ts';
import { type Need, needsOf, type Place } from './needs.ts';

/** Environments of this repository's accounts. */
const ENVIRONMENTS: Readonly<Record<string, string>> = {
  '111111111111': 'dev',
  '222222222222': 'staging',
  '333333333333': 'prod',
};

export function placeOf({ account, region }: CollectedCall): Place {
  const environment = ENVIRONMENTS[account] ?? '';
  const project = 'shop';
  return { account, region, environment, project, prefix: `${project}-${environment}` };
}

/**
 * Calls that name a change set by its ARN alone are about the stack that it was made for, which AWS
 * knows; here the call that made it says so.
 */
function withStacks(calls: readonly CollectedCall[]): readonly CollectedCall[] {
  const stacks = new Map<string, string>();
  return calls.map((call) => {
    const input = fieldsOf(call.input);
    const [, name = String(input.ChangeSetName)] =
      /:changeSet\/([^/]+)\//.exec(String(input.ChangeSetName)) ?? [];
    if (call.operation === 'CreateChangeSet') stacks.set(name, String(input.StackName));
    if (input.ChangeSetName === undefined || input.StackName !== undefined) return call;
    return { ...call, input: { ...input, StackName: stacks.get(name) } };
  });
}

/** What calls need, each with the call. */
export const needsOfAll = (calls: readonly CollectedCall[]) =>
  withStacks(calls).flatMap((call) => {
    const place = placeOf(call);
    return needsOf(call, place).map((need) => ({ call, place, need: inTemplate(need) }));
  });

/** Policies name the roles of their own template by reference, so that is how needs name them here. */
function inTemplate({ action, resource, facts = {} }: Need): Need {
  const byReference = (text: string) => {
    const role = roles.get(/^arn:aws:iam::\d+:role\/([^/]+)$/.exec(text)?.[1] ?? '');
    return role ? `<${role.resource.stack.name}.${role.resource.id}.Arn>` : text;
  };
  const entries = Object.entries(facts).map(([key, value = '']) => [key, byReference(value)]);
  return { action, resource: byReference(resource), facts: Object.fromEntries(entries) };
}

/** A copy of a value with other names in its texts. */
function renamed(value: unknown, names: readonly (readonly [from: string, to: string])[]): unknown {
  if (typeof value === 'string') {
    return names.reduce((text, [from, to]) => text.replaceAll(from, to), value);
  }
  if (Array.isArray(value)) return value.map((one) => renamed(one, names));
  if (!isMap(value) || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, names)]));
}

/** What the same calls need when they are about another environment of their account. */
export const needsInNeighbour = (
  calls: readonly CollectedCall[],
  neighbour: string,
): readonly Need[] =>
  withStacks(calls).flatMap((call) => {
    const place = placeOf(call);
    const there = { ...place, environment: neighbour, prefix: `${place.project}-${neighbour}` };
    const input = renamed(call.input, [
      [place.prefix, there.prefix],
      [`environments/${place.environment}/`, `environments/${neighbour}/`],
    ]);
    return needsOf({ ...call, input }, there).map(inTemplate);
  });

/** What a role refuses of calls, each once. */
export function findRefused(calls: readonly CollectedCall[], role: 'deploy' | 'read'): string[] {
  const refused = needsOfAll(calls)
    .filter(({ place, need: { action, resource, facts } }) => {
      return !permits(roleOf(`${place.prefix}-${role}`), action, resource, facts);
    })
    .map(
      ({ call, need: { action, resource } }) =>
        `${call.service}:${call.operation} needs ${action} on ${resource}`,
    );
  return [...new Set(refused)].sort();
}

/** Each action of each statement that no need asked for, as `Sid action`. */
export function findUnused(role: Role, needs: readonly Need[]): string[] {
  const isUsed = (statement: Statement, action: string) =>
    needs.some(
      (need) =>
        need.action === action &&
        covers(statement, action, need.resource) &&
        holds(statement, need.facts ?? {}),
    );
  return role.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) =>
      textsOf(listOf(statement.fields.Action))
        .filter((action) => !isUsed(statement, action))
        .map((action) => `${String(statement.fields.Sid)} ${action}`),
    );
}
