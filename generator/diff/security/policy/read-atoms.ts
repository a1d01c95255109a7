import { type Fields, fieldsOf, listOf, textsOf } from '../../../render/plain-values.ts';
import type { Statement } from '../../../wiring/roles.ts';
import { type Clause, readClauses } from './conditions.ts';
import { ANYTHING, drawMatcher, type Matcher } from './matcher.ts';

/** The smallest thing that a policy allows or denies: one who, one action, one resource. */
export interface Atom {
  readonly statement: Statement;
  readonly effect: 'Allow' | 'Deny';
  /** Everybody where the policy belongs to a role, which is who. */
  readonly principal: Matcher;
  /** In small letters, as the case of actions means nothing. */
  readonly action: Matcher;
  /** The action as it is written. */
  readonly name: string;
  readonly resource: Matcher;
  readonly clauses: readonly Clause[];
}

/** Statements in a form in which lists, their order and how they are split mean nothing. */
export function readAtoms(statements: readonly Statement[]): Atom[] {
  return statements.flatMap((statement) => {
    const { fields, effect } = statement;
    if (effect !== 'Allow' && effect !== 'Deny') return [];
    const clauses = readClauses(fields.Condition);
    const principals = matchersOf(fields, 'Principal', principalsOf);
    const actions = matchersOf(fields, 'Action', textsOf).map((written) => ({
      action: inSmallLetters(written),
      name: drawMatcher(written),
    }));
    const resources = matchersOf(fields, 'Resource', textsOf);
    return principals.flatMap((principal) =>
      actions.flatMap((action) =>
        resources.map((resource) => ({
          statement,
          effect,
          principal,
          ...action,
          resource,
          clauses,
        })),
      ),
    );
  });
}

const inSmallLetters = (matcher: Matcher): Matcher =>
  'is' in matcher
    ? { is: matcher.is.toLowerCase() }
    : { not: matcher.not.map((pattern) => pattern.toLowerCase()) };

/** A part that is left out, as in a trust policy the resource, is about everything. */
function matchersOf(
  fields: Fields,
  part: string,
  read: (value: unknown) => readonly string[],
): Matcher[] {
  if (fields[part] !== undefined) return read(fields[part]).map((is) => ({ is }));
  const negated = fields[`Not${part}`];
  return negated === undefined ? [ANYTHING] : [{ not: read(negated) }];
}

const ACCOUNT = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/;

/** `*`, or a kind and a name: `Service ecs.amazonaws.com`. An account has one spelling. */
function principalsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.entries(fieldsOf(value)).flatMap(([kind, names]) =>
    listOf(names).map((name) => {
      const [, account] = (kind === 'AWS' && ACCOUNT.exec(String(name))) || [];
      if (account) return `account ${account}`;
      return kind === 'AWS' && name === '*' ? '*' : `${kind} ${name}`;
    }),
  );
}
