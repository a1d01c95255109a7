import { renderRepository } from '../../generator/bundle/render-repository.ts';
import { fieldsOf, textsOf } from '../../generator/render/plain-values.ts';
import { covers, type Role, type Statement } from '../../generator/wiring/roles.ts';
import { readWiring, type Wiring } from '../../generator/wiring/wiring.ts';
import { repository } from '../support/scratch.ts';

const { bundles } = renderRepository(repository, []);
export const wirings: readonly Wiring[] = bundles.map(readWiring);

/** The roles of deployments, by the name that AWS knows them by, with what all environments render to. */
export const roles: ReadonlyMap<string, Role> = new Map(
  wirings
    .flatMap((wiring) => wiring.roles)
    .flatMap((role): [string, Role][] => {
      const { RoleName } = role.resource.properties;
      return typeof RoleName === 'string' ? [[RoleName, role]] : [];
    }),
);

export function roleOf(name: string): Role {
  const role = roles.get(name);
  if (!role) throw new Error(`no role ${name} among ${[...roles.keys()].join(', ')}`);
  return role;
}

/** What a request says of itself, by condition key. */
export type Facts = Readonly<Record<string, string | undefined>>;

const values = (value: unknown) => textsOf(value);
const like = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

/** IAM's condition operators, as far as the policies here use them. */
const OPERATORS: Readonly<Record<string, (wanted: unknown, fact: string | undefined) => boolean>> =
  {
    StringEquals: (wanted, fact) => fact !== undefined && values(wanted).includes(fact),
    StringEqualsIfExists: (wanted, fact) => fact === undefined || values(wanted).includes(fact),
    StringLike: (wanted, fact) =>
      fact !== undefined && values(wanted).some((one) => like(one, fact)),
    ArnLike: (wanted, fact) => fact !== undefined && values(wanted).some((one) => like(one, fact)),
    ArnEquals: (wanted, fact) =>
      fact !== undefined && values(wanted).some((one) => like(one, fact)),
    Null: (wanted, fact) => values(wanted).includes(String(fact === undefined)),
  };

/** Whether the conditions of a statement hold for a request. */
export const holds = ({ fields }: Statement, facts: Facts): boolean =>
  Object.entries(fieldsOf(fields.Condition)).every(([operator, keys]) => {
    const test = OPERATORS[operator];
    if (!test) throw new Error(`${operator} is not understood here`);
    return Object.entries(fieldsOf(keys)).every(([key, wanted]) => test(wanted, facts[key]));
  });

/** Whether a role lets a request through, its conditions held against what the request says. */
export function permits(role: Role, action: string, resource: string, facts: Facts = {}): boolean {
  const about = role.statements.filter(
    (statement) => covers(statement, action, resource) && holds(statement, facts),
  );
  return (
    about.some(({ effect }) => effect === 'Allow') && !about.some(({ effect }) => effect === 'Deny')
  );
}

/** Whether somebody with a token of GitHub may take a role. */
export const trusts = (role: Role, facts: Facts): boolean =>
  role.trust.some(
    (statement) =>
      statement.fields.Action === 'sts:AssumeRoleWithWebIdentity' && holds(statement, facts),
  );
