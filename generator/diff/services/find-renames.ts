import { fieldsOf } from '../../render/plain-values.ts';
import type { Detail } from '../entry.ts';

/** A variable that has another name and the same value. */
export interface Renamed {
  readonly container: string;
  readonly from: string;
  readonly to: string;
}

const VARIABLE = /^containerDefinitions\.\[(.+)\]\.environment\.\[.+\]$/;

/** Takes the variables apart of which one goes and one with the same value comes in a container. */
export function splitRenames(details: readonly Detail[]): {
  readonly renamed: readonly Renamed[];
  readonly others: readonly Detail[];
} {
  const paired = new Set<Detail>();
  const renamed = details.flatMap((gone): Renamed[] => {
    const container = VARIABLE.exec(gone.path)?.[1];
    if (container === undefined || gone.after !== undefined) return [];
    const made = details.find(
      (one) =>
        !paired.has(one) &&
        one.before === undefined &&
        VARIABLE.exec(one.path)?.[1] === container &&
        fieldsOf(one.after).value === fieldsOf(gone.before).value,
    );
    if (!made) return [];
    paired.add(gone).add(made);
    const nameOf = (value: unknown) => String(fieldsOf(value).name);
    return [{ container, from: nameOf(gone.before), to: nameOf(made.after) }];
  });
  return { renamed, others: details.filter((detail) => !paired.has(detail)) };
}
