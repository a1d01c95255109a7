import { drawDetails, plainValue } from '../draw-value.ts';
import type { Detail, Entry, Risk } from '../entry.ts';
import type { EntryCode } from '../entry-kinds.ts';
import { entryOf } from '../make-entry.ts';
import type { Pair } from '../pair.ts';
import { aboutKey } from '../resource-key.ts';
import type { PropertyChange, ResourceChange } from './compare-resources.ts';
import { placeOf } from './place-resource.ts';
import { factsOf, holdsData } from './type-facts.ts';

type Sides = Pick<Pair, 'before' | 'after'>;
/** What is said of a resource, beside which resource it is. */
type Said = Pick<Entry, 'message'> &
  Partial<Pick<Entry, 'risk' | 'details' | 'because'>> & { readonly code: EntryCode };

/** What happens to one resource, and to the data in it. */
export function describeResource(change: ResourceChange, sides: Sides): Entry[] {
  const about = aboutKey(change.id);
  return [DESCRIBE[change.impact](change), ...describeData(change)].map(
    ({ code, details, ...said }) => {
      const [only, ...more] = details ?? [];
      const single = only && more.length === 0 ? only : undefined;
      const at = placeOf(change, sides.after, only?.path);
      return entryOf(code, {
        ...about,
        ...said,
        ...(single && { ...single }),
        ...(more.length > 0 && details && { details }),
        ...(at && { at }),
      });
    },
  );
}

const DESCRIBE: Readonly<Record<ResourceChange['impact'], (change: ResourceChange) => Said>> = {
  added: ({ after }) => ({ code: 'stack/resource-added', message: `${after?.Type} is made` }),
  removed: ({ before }) => ({
    code: 'stack/resource-removed',
    message: keeps(before?.DeletionPolicy)
      ? `${before?.Type} leaves the stack and stays in the account`
      : `${before?.Type} is deleted`,
  }),
  updated: describeUpdate,
  'may-be-replaced': (change) => ({
    code: 'stack/resource-may-be-replaced',
    message: `${typeOf(change)} may be made anew, as AWS decides: ${causes(change, 'may-be-replaced')}`,
    details: detailsOf(change),
  }),
  replaced: (change) => {
    const { replaced, isSmooth } = factsOf(typeOf(change));
    const because = followsFrom(change);
    const risk: Risk = isSmooth ? 'review' : 'dangerous';
    const effect = replaced ? `; ${replaced}` : '';
    return {
      code: 'stack/resource-replaced',
      risk,
      message: `${typeOf(change)} is made anew and the old one goes: ${causes(change, 'replaced')}${effect}`,
      details: detailsOf(change),
      ...(because && { because }),
    };
  },
};

/** The resource without whose replacement this one would stay. */
function followsFrom({ before, after, properties }: ResourceChange): string | undefined {
  if (before?.Type !== after?.Type) return undefined;
  const causes = properties.filter(({ impact }) => impact === 'replaced');
  return causes.every(({ because }) => because)
    ? causes[0]?.because && aboutKey(causes[0].because).subject
    : undefined;
}

function describeUpdate(change: ResourceChange): Said {
  const interrupts = factsOf(typeOf(change)).interrupts ?? {};
  const effects = change.properties.flatMap(({ name }) => interrupts[name] ?? []);
  const details = detailsOf(change);
  const list = drawDetails(details);
  if (effects.length > 0) {
    const message = `${typeOf(change)} changes in place, and ${[...new Set(effects)].join(', ')}: ${list}`;
    return { code: 'stack/resource-interrupted', message, details };
  }
  const isOnlyOrder = details.every(({ path }) => path.startsWith('DependsOn'));
  const message = isOnlyOrder
    ? `${typeOf(change)} is made in another order: ${list}`
    : `${typeOf(change)} changes in place, nothing is interrupted: ${list}`;
  return { code: 'stack/resource-changed', message, details, ...(isOnlyOrder && { risk: 'none' }) };
}

const typeOf = ({ before, after }: ResourceChange): string => after?.Type ?? before?.Type ?? '';

const detailsOf = ({ properties, members }: ResourceChange): Detail[] =>
  [...properties.flatMap(({ values }) => values), ...members].map(({ path, before, after }) => ({
    path,
    before: plainValue(before),
    after: plainValue(after),
  }));

/** Why AWS makes the resource anew. */
function causes(change: ResourceChange, impact: PropertyChange['impact']): string {
  if (change.before?.Type !== change.after?.Type) return `it was ${change.before?.Type}`;
  return change.properties
    .filter((property) => property.impact === impact)
    .map(({ name, values, because }) =>
      because
        ? `${name} names ${because}, which is made anew`
        : `${name} ${drawDetails(values.map(plain))}`,
    )
    .join(', ');
}

const plain = ({ path, before, after }: Detail): Detail => ({
  path: path.split('.').slice(1).join('.'),
  before: plainValue(before),
  after: plainValue(after),
});

const keeps = (policy: string | undefined): boolean =>
  policy === 'Retain' || policy === 'RetainExceptOnCreate' || policy === 'Snapshot';

/** CloudFormation goes by the policy of the deployed template when a resource leaves it. */
const policyOf = ({ impact, before, after }: ResourceChange): string | undefined =>
  impact === 'removed' ? before?.DeletionPolicy : after?.UpdateReplacePolicy;

/** Whether what leaves the stack by a change stays in the account. */
export const isRetained = (change: ResourceChange): boolean => keeps(policyOf(change));

/** What becomes of the data of a resource that goes. */
function describeData(change: ResourceChange): Said[] {
  const { impact, before } = change;
  if ((impact !== 'removed' && impact !== 'replaced') || !before || !holdsData(before.Type))
    return [];
  const policy = policyOf(change);
  if (keeps(policy)) {
    const message = `its data stays in the account (${policy}), but nothing uses or cleans it any more`;
    return [{ code: 'stack/data-retained', message }];
  }
  return [{ code: 'stack/data-destroyed', message: 'its data is deleted with it' }];
}
