import { fieldsOf, textsOf } from '../../render/plain-values.ts';
import { ROLE_TAKERS, type RoleUse } from '../../wiring/role-uses.ts';
import type { Statement } from '../../wiring/roles.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

/** Roles: whose they are and who may take them. */
export const roleRules: readonly WiringRule[] = [
  {
    code: 'wiring/role-own',
    says: 'a task role and an execution role belong to one service, and are two roles',
    check: (wiring) => {
      const used = wiring.roleUses.filter(({ part }) => part !== 'infrastructureRoleArn');
      return used.flatMap(({ role, part, service, artefact }, index) => {
        const earlier = used.slice(0, index).find((other) => other.role === role);
        if (!earlier) return [];
        const message = `${role.resource.id} is also ${earlier.part} of ${earlier.service.name}`;
        return [{ artefact, path: [part], message, hint: `a role for ${service.name} alone` }];
      });
    },
  },
  {
    code: 'wiring/role-used',
    says: 'a role that Amazon ECS may take is one that a service names',
    check: ({ roles, roleUses }) =>
      roles
        .filter((role) => role.trust.some(isForEcs) && !roleUses.some((use) => use.role === role))
        .map(({ resource }) => ({
          artefact: resource.stack.template,
          path: resource.path,
          message: `no service names ${resource.id}`,
          hint: 'leave it out',
        })),
  },
  {
    code: 'wiring/role-trust',
    says: 'a role is trusted to the AWS service that takes it, and to nobody else',
    check: eachTrust(({ part }, statement) => {
      const principals = Object.entries(fieldsOf(statement.fields.Principal)).flatMap(
        ([kind, who]) => textsOf(who).map((one) => `${kind} ${one}`),
      );
      const wanted = `Service ${ROLE_TAKERS[part]}`;
      if (principals.length === 1 && principals[0] === wanted) return undefined;
      const found = principals.join(', ') || textsOf(statement.fields.Principal).join(', ');
      return {
        path: [...statement.path, 'Principal'],
        message: `${part} is taken by ${ROLE_TAKERS[part]}, but trusted to ${found || 'nobody'}`,
        hint: `Principal: {Service: ${ROLE_TAKERS[part]}}`,
      };
    }),
  },
  {
    code: 'wiring/role-source-account',
    says: 'a role is taken for this account only',
    check: eachTrust((_used, statement, account) => {
      const conditions = Object.values(fieldsOf(statement.fields.Condition)).map(fieldsOf);
      const accounts = conditions.flatMap((condition) => textsOf(condition['aws:SourceAccount']));
      if (accounts.length === 1 && accounts[0] === account) return undefined;
      return {
        path: statement.path,
        message: 'another account could have ECS take this role for it',
        hint: 'Condition: {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}',
      };
    }),
  },
];

const isForEcs = ({ fields }: Statement) =>
  textsOf(fieldsOf(fields.Principal).Service).some((service) =>
    Object.values<string>(ROLE_TAKERS).includes(service),
  );

function eachTrust(
  check: (
    used: RoleUse,
    statement: Statement,
    account: string | undefined,
  ) => Omit<WiringFinding, 'artefact'> | undefined,
): WiringRule['check'] {
  return (wiring) =>
    wiring.roleUses.flatMap((used) =>
      used.role.trust.flatMap((statement) => {
        const finding = check(used, statement, wiring.manifest.account);
        return finding ? [{ artefact: statement.resource.stack.template, ...finding }] : [];
      }),
    );
}
