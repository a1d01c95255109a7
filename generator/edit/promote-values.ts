import type { ServiceChange } from './edit-plan.ts';
import { promotables } from './promotables.ts';
import { setValue } from './set-value.ts';
import type { Side } from './side-of.ts';

export interface SkippedService {
  readonly service: string;
  readonly reason: string;
}

export interface Promoted {
  readonly text: string;
  readonly changes: readonly ServiceChange[];
  readonly skipped: readonly SkippedService[];
}

/**
 * The config text of an environment with the promotable values of another. A value that the other
 * does not have removes none.
 *
 * @throws {Failure} `edit/form` where a value can't be set alone
 */
export function promoteValues(from: Side, to: Side, file: string, text: string): Promoted {
  const names = Object.keys(from.services).sort();
  const skipped = names.flatMap((service) => skippedOf(service, from, to));
  const changes = names.flatMap((service) => changesOf(service, from, to));
  const edited = changes.reduce(
    (written, { path, after }) => setValue(file, written, path, after),
    text,
  );
  const told = changes.map(({ path, ...change }) => ({ ...change, path: path.join('.') }));
  return { text: edited, changes: told, skipped };
}

function skippedOf(service: string, from: Side, to: Side): SkippedService[] {
  const source = from.services[service];
  if (!source) return [];
  if (!to.services[service]) return [{ service, reason: `${to.name} has no such service` }];
  return promotables
    .filter(({ of }) => of(source) === undefined)
    .map(({ what }) => ({ service, reason: `no ${what} in ${from.name}` }));
}

function changesOf(service: string, from: Side, to: Side) {
  const [source, target] = [from.services[service], to.services[service]];
  if (!source || !target) return [];
  return promotables.flatMap(({ path, of }) => {
    const [before, after] = [of(target), of(source)];
    if (after === undefined || before === after) return [];
    const whole = ['services', service, ...path];
    return [{ service, path: whole, ...(before !== undefined && { before }), after }];
  });
}
