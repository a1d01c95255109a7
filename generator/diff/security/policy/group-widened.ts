import type { Statement } from '../../../wiring/roles.ts';
import { drawClause } from './conditions.ts';
import type { Widened } from './find-widened.ts';
import { drawMatcher } from './matcher.ts';

/** What one statement came to allow, as a person would say it: these actions on these resources. */
export interface Group {
  readonly how: Widened['how'];
  readonly statement: Statement;
  readonly principal: string;
  readonly actions: readonly string[];
  /** Readable; empty where the policy names none. */
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  readonly atoms: readonly Widened[];
}

/** Puts together what a statement says of the same actions, so that nothing is said that is not so. */
export function groupWidened(atoms: readonly Widened[]): Group[] {
  const byStatement = Map.groupBy(atoms, ({ statement, how, principal }) =>
    JSON.stringify([statement.resource.id, statement.path, how, principal]),
  );
  return [...byStatement.values()].flatMap((own) => {
    const byResource = Map.groupBy(own, ({ resource }) => drawMatcher(resource));
    const byActions = Map.groupBy([...byResource], ([, some]) => actionsOf(some).join());
    return [...byActions.values()].flatMap((some) => {
      const inside = some.flatMap(([, members]) => members);
      const [first] = inside;
      return first
        ? [
            groupOf(
              first,
              inside,
              some.map(([resource]) => resource),
            ),
          ]
        : [];
    });
  });
}

const groupOf = (first: Widened, atoms: readonly Widened[], resources: string[]): Group => ({
  how: first.how,
  statement: first.statement,
  principal: drawMatcher(first.principal),
  actions: actionsOf(atoms),
  resources:
    first.statement.fields.Resource || first.statement.fields.NotResource
      ? resources.map(readable).sort()
      : [],
  conditions: first.clauses.map(drawClause),
  atoms,
});

const actionsOf = (atoms: readonly Widened[]) => [...new Set(atoms.map(({ name }) => name))].sort();

/** `<platform.CatalogBucket.Arn>/x` as `CatalogBucket of platform/x`. */
export const readable = (text: string): string =>
  text.replace(/<([\w-]+)\.(\w+)\.[\w.]+>/g, '$2 of $1');

/** `s3:GetObject, s3:PutObject on CatalogBucket of platform`. */
export function drawGrant({ actions, resources }: Group): string {
  const on =
    resources.length === 0
      ? ''
      : ` on ${drawList(resources.map((one) => (one === '*' ? 'every resource' : one)))}`;
  const verb = actions.some((action) => action.startsWith('everything')) ? 'do ' : '';
  return `${verb}${drawList(actions)}${on}`;
}

const MOST = 6;

export const drawList = (texts: readonly string[]): string =>
  texts.length > MOST
    ? `${texts.slice(0, MOST).join(', ')} and ${texts.length - MOST} more`
    : texts.join(', ');
