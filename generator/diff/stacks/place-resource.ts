import { listOf } from '../../render/plain-values.ts';
import { namesReadBy } from '../../wiring/fold-intrinsics.ts';
import type { Stack } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { EntryPlace } from '../entry.ts';
import { splitKey } from '../resource-key.ts';
import { rawResource } from './combine-stacks.ts';
import type { ResourceChange } from './compare-resources.ts';

/**
 * Where a person would look for what changed: at the parameter's value where the property only passes
 * one on, else at the property, else at the resource.
 */
export function placeOf(
  { id }: ResourceChange,
  { stacks }: Wiring,
  path: string | undefined,
): EntryPlace | undefined {
  const key = splitKey(id);
  const stack = stacks.find(({ name }) => name === key.stack);
  const resource = stack?.resource(key.resource);
  if (!stack || !resource) return undefined;
  const [property = ''] = path?.split('.') ?? [];
  const raw = rawResource(resource).Properties as Readonly<Record<string, unknown>> | undefined;
  const value = raw?.[property];
  if (value === undefined) return { artefact: stack.template, path: [...resource.path] };
  return (
    parameterPlace(stack, value) ?? {
      artefact: stack.template,
      path: [...resource.path, 'Properties', property],
    }
  );
}

function parameterPlace({ parameters, given }: Stack, value: unknown): EntryPlace | undefined {
  const [name, ...more] = [...namesReadBy(value)].filter((one) => given.has(one));
  if (!parameters || name === undefined || more.length > 0) return undefined;
  const keys = listOf(parameters.value).map(
    (one) => (one as { ParameterKey: string }).ParameterKey,
  );
  return { artefact: parameters, path: [keys.indexOf(name), 'ParameterValue'] };
}
