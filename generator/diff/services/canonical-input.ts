import { fieldsOf } from '../../render/plain-values.ts';
import { isSecretValue } from '../../rules/secret-values.ts';

/** Lists whose order means nothing to Amazon ECS, by the member that holds them (its API reference). */
const SETS = new Set([
  'add',
  'capacityProviderStrategy',
  'clientAliases',
  'dependsOn',
  'drop',
  'environment',
  'mountPoints',
  'policies',
  'portMappings',
  'requiresCompatibilities',
  'secrets',
  'securityGroups',
  'services',
  'subnets',
  'tags',
  'volumes',
]);

/**
 * The input of an ECS operation with references to outputs as what they stand for, sets in one order,
 * and no value that sounds like a secret.
 */
export function canonicalInput(
  value: unknown,
  resolve: (value: unknown) => unknown,
  key = '',
): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonicalInput(item, resolve));
    return SETS.has(key) ? items.sort(byText) : items;
  }
  if (typeof value !== 'object' || value === null) return resolve(value);
  const entries = Object.entries(hidden(value));
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, canonicalInput(inner, resolve, name)]),
  );
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** A variable whose name or value sounds like a secret; rules refuse those, but a base may be older. */
function hidden(map: object): object {
  const { name, value } = fieldsOf(map);
  if (typeof name !== 'string' || typeof value !== 'string') return map;
  return isSecretValue(name, value) ? { ...map, value: '(hidden)' } : map;
}
