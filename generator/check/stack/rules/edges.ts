import type { Path } from '../../../config/located.ts';
import { nearest } from '../../../nearest.ts';
import { listOf } from '../../../render/plain-values.ts';
import { namesOf, resourceAt, type Template } from '../template.ts';
import { expressionsIn, namesReadIn } from './expressions.ts';

/** A resource that names another one. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly path: Path;
}

interface Dependency {
  readonly from: string;
  readonly path: Path;
  readonly on: unknown;
}

/** Each name in a `DependsOn`, which holds one or a list. */
export function dependencies({ entries }: Template): Dependency[] {
  return entries.Resources.flatMap(({ name: from, path, fields: { DependsOn } }) =>
    listOf(DependsOn).map((on, index) => {
      const at = [...path, 'DependsOn', ...(Array.isArray(DependsOn) ? [index] : [])];
      return { from, path: at, on };
    }),
  );
}

/** What each resource reads of others or waits for, whether it is there or not. */
export function resourceEdges(template: Template): Edge[] {
  const read = expressionsIn(template).flatMap((expression) => {
    const from = resourceAt(expression.path);
    if (from === undefined) return [];
    return namesReadIn(expression).map(({ name, path }) => ({ from, to: name, path }));
  });
  const awaited = dependencies(template).map(({ from, path, on }) => ({
    from,
    to: String(on),
    path,
  }));
  return [...read, ...awaited];
}

/** The resources that name one of these or are named by one; of a misspelt name, what was probably meant. */
export function neighboursOf(template: Template, resources: readonly string[]): string[] {
  const known = namesOf(template, 'Resources');
  return resourceEdges(template).flatMap(({ from, to }) => {
    const meant = known.includes(to) ? to : nearest(to, known);
    if (meant && resources.includes(from)) return [meant];
    return meant && resources.includes(meant) ? [from] : [];
  });
}
