import type { Path } from '../../config/located.ts';
import type { Artefact } from '../../render/artefact.ts';
import { isMap } from '../../render/plain-values.ts';
import type { EntryPlace } from '../entry.ts';
import { ITEM_NAMES } from '../value-changes.ts';

/**
 * Where a member that differs stands in its file, as far down as it exists there.
 *
 * @param path with the names of items, such as `secrets.[TOKEN]`
 */
export function placeMember(artefact: Artefact, path: string): EntryPlace {
  const found: (string | number)[] = [];
  let value: unknown = artefact.value;
  for (const [step] of path.matchAll(/\[[^\]]*\]|[^.]+/g)) {
    const next = stepInto(value, step);
    if (next === undefined) break;
    found.push(next);
    value = (value as Readonly<Record<string | number, unknown>>)[next];
  }
  return { artefact, path: found as Path };
}

function stepInto(value: unknown, step: string): string | number | undefined {
  if (isMap(value)) return step in value ? step : undefined;
  if (!Array.isArray(value)) return undefined;
  const name = step.slice(1, -1);
  const index = value.findIndex((item) =>
    ITEM_NAMES.some((one) => isMap(item) && item[one] === name),
  );
  return index < 0 ? undefined : index;
}
