import type { Environment } from './read-environments.ts';

/**
 * Environments so that images are deployed where they are tried before they are deployed where they
 * are promoted to; what nothing orders goes by name.
 *
 * @throws {Error} where environments promote from one another in a circle
 */
export function orderEnvironments(all: readonly Environment[]): readonly Environment[] {
  const known = new Map(all.map((one) => [one.name, one]));
  const depths = new Map(all.map((one) => [one.name, depthOf(one, known, [])]));
  const depth = ({ name }: Environment) => depths.get(name) ?? 0;
  return all.toSorted((a, b) => depth(a) - depth(b) || (a.name < b.name ? -1 : 1));
}

function depthOf(
  { name, promotesFrom }: Environment,
  known: ReadonlyMap<string, Environment>,
  path: readonly string[],
): number {
  if (path.includes(name)) throw new Error(`${[...path, name].join(' ← ')}: a circle`);
  const source = promotesFrom === undefined ? undefined : known.get(promotesFrom);
  return source ? 1 + depthOf(source, known, [...path, name]) : 0;
}
