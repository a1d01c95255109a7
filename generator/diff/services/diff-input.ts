import type { Artefact } from '../../render/artefact.ts';
import { type EcsKind, ecsKindOf } from '../../wiring/ecs-input.ts';
import { drawDetails } from '../draw-value.ts';
import type { Detail, Entry } from '../entry.ts';
import type { EntryCode } from '../entry-kinds.ts';
import { entryOf } from '../make-entry.ts';
import type { Pair } from '../pair.ts';
import { valueChanges } from '../value-changes.ts';
import { canonicalInput } from './canonical-input.ts';
import { type Effect, effectOf } from './deployment-effects.ts';
import { type Renamed, splitRenames } from './find-renames.ts';
import { placeMember } from './place-member.ts';

const CODES: Readonly<Record<Effect, EntryCode>> = {
  deploys: 'service/redeployed',
  'in-place': 'service/changed',
  recreates: 'service/recreated',
};

/** What differs in one file of a service that is on both sides, an entry for each effect that it has. */
export function diffInput(
  service: string,
  pair: Pair,
  before?: Artefact,
  after?: Artefact,
): Entry[] {
  const artefact = after ?? before;
  const kind = artefact && ecsKindOf(artefact);
  if (!kind) return [];
  const all = valueChanges(
    canonicalInput(before?.value, pair.before.resolve),
    canonicalInput(after?.value, pair.after.resolve),
  );
  const { renamed, others } = splitRenames(all);
  const about: About = { service, subject: `${service} · ${kind}` };
  const at = (path: string) => after && { at: placeMember(after, path) };
  const images = others.filter(({ path }) => /\.image$/.test(path));
  const rest = others.filter((detail) => !images.includes(detail));
  return [
    ...images.map((image) =>
      entryOf('service/image', {
        ...about,
        ...at(image.path),
        ...image,
        message: `runs another image: ${drawDetails([image])}`,
      }),
    ),
    ...renamed.map((one) =>
      describeRename(
        { ...about, ...at(`containerDefinitions.[${one.container}].environment.[${one.to}]`) },
        one,
      ),
    ),
    ...[...Map.groupBy(rest, ({ path }) => effectOf(kind, path))].map(([effect, details]) =>
      describe(kind, effect, { ...about, ...at(details[0]?.path ?? '') }, details),
    ),
  ];
}

type About = Pick<Entry, 'service' | 'subject' | 'at'>;

const describeRename = (about: About, { from, to, container }: Renamed): Entry =>
  entryOf('service/variable-renamed', {
    ...about,
    path: `${container}.environment`,
    before: from,
    after: to,
    message: `the variable ${from} is called ${to} now, with the same value`,
  });

const SAYS: Readonly<Record<Effect, string>> = {
  deploys: 'tasks are started anew',
  'in-place': 'tasks run on',
  recreates: 'has to be deleted and made anew, because this can’t be changed',
};

function describe(kind: EcsKind, effect: Effect, about: About, details: readonly Detail[]): Entry {
  const [first, ...more] = details;
  const values = more.length === 0 ? first : { details };
  return entryOf(CODES[effect], {
    ...about,
    ...values,
    message: `${SAYS[effect]}: ${drawDetails(details.map(named))}${noteOf(kind, details)}`,
  });
}

/** Where scaling owns the number of tasks, the service's own counts only when it is made. */
const noteOf = (kind: EcsKind, details: readonly Detail[]): string =>
  kind === 'service' && details.some(({ path }) => path === 'desiredCount')
    ? '; where the service scales, this counts only when it is made'
    : '';

/** A file that comes or goes as a whole has no path of its own. */
const named = (detail: Detail): Detail => (detail.path ? detail : { ...detail, path: 'the file' });
