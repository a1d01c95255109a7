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
export const canonicalInput = (value: unknown, resolve: (value: unknown) => unknown): unknown =>
  inOneOrder(hideSecrets(value), resolve);

/** The same input with sets in one order. */
export function inOneOrder(
  value: unknown,
  resolve: (value: unknown) => unknown,
  key = '',
): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => inOneOrder(item, resolve));
    return SETS.has(key) ? items.sort(byText) : items;
  }
  if (typeof value !== 'object' || value === null) return resolve(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, inOneOrder(inner, resolve, name)]),
  );
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/**
 * A copy without the values of variables whose name or value sounds like a secret. Rules refuse those,
 * but what is live or committed may be older.
 */
export function hideSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(hidden(value)).map(([name, inner]) => [name, hideSecrets(inner)]),
  );
}

function hidden(map: object): object {
  const { name, value } = fieldsOf(map);
  if (typeof name !== 'string' || typeof value !== 'string') return map;
  return isSecretValue(name, value) ? { ...map, value: '(hidden)' } : map;
}
