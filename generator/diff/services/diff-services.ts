import type { Artefact } from '../../render/artefact.ts';
import { ecsKindOf } from '../../wiring/ecs-input.ts';
import { drawValue } from '../draw-value.ts';
import type { Detail, Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, matchServices, type Pair } from '../pair.ts';
import { valueChanges } from '../value-changes.ts';

/** What happens to the services of an environment: those that come and go, and every value that differs. */
export function diffServices(pair: Pair): Entry[] {
  const presence = matchServices(pair).flatMap(({ key: service, before, after }): Entry[] => {
    const about = { service, subject: service };
    if (!before) return [entryOf('service/added', { ...about, message: 'is new' })];
    if (after) return [];
    const message = 'is no longer rendered; where it runs, it has to be drained and deleted';
    return [entryOf('service/removed', { ...about, message })];
  });
  const files = (artefacts: readonly Artefact[]) => artefacts.filter((one) => ecsKindOf(one));
  const matches = matchBy(
    files(pair.before.artefacts),
    files(pair.after.artefacts),
    ({ path }) => path,
  );
  const known = new Set(presence.map(({ service }) => service));
  return [
    ...presence,
    ...matches.flatMap(({ before, after }) => {
      const service = (after ?? before)?.service ?? '';
      return known.has(service) ? [] : diffFile(service, pair, before, after);
    }),
  ];
}

function diffFile(service: string, pair: Pair, before?: Artefact, after?: Artefact): Entry[] {
  const old = canonical(before?.value, pair.before.resolve);
  const details = valueChanges(old, canonical(after?.value, pair.after.resolve));
  const [first, ...more] = details;
  if (!first) return [];
  const kind = (after ?? before)?.kind ?? '';
  const message = `${kind}: ${details.slice(0, MOST).map(draw).join(', ')}${
    details.length > MOST ? `, and ${details.length - MOST} more` : ''
  }`;
  const values = more.length === 0 ? first : { details };
  const at = after && { artefact: after, path: [] };
  return [
    entryOf('service/changed', {
      service,
      subject: `${service} · ${kind}`,
      message,
      ...values,
      ...(at && { at }),
    }),
  ];
}

const MOST = 4;

const draw = ({ path, before, after }: Detail) =>
  `${path || 'the file'} ${drawValue(before)} → ${drawValue(after)}`;

/** Lists whose order means nothing to Amazon ECS, by the member that holds them. */
const SETS = new Set([
  'environment',
  'secrets',
  'tags',
  'subnets',
  'securityGroups',
  'portMappings',
  'dependsOn',
]);

/** References to outputs by what they stand for, and sets in one order. */
function canonical(value: unknown, resolve: (value: unknown) => unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, resolve));
    const isLess = (a: unknown, b: unknown) => JSON.stringify(a) < JSON.stringify(b);
    return SETS.has(key) ? items.sort((a, b) => (isLess(a, b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return resolve(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, canonical(inner, resolve, name)]),
  );
}
