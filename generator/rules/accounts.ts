import type { LoadedConfig } from '../config/loaded-config.ts';
import type { AccountConfig } from '../config/schema.ts';
import { hintFrom } from '../nearest.ts';
import {
  deployed,
  eachService,
  type Finding,
  onceForAll,
  type Rule,
  type Subject,
} from './rule.ts';

/** An environment that stands once an account. */
interface Account {
  readonly name: string;
  readonly config: AccountConfig;
}

const accounts = onceForAll((all) =>
  all.flatMap(({ name, config }): Account[] =>
    config.target === 'account' ? [{ name, config }] : [],
  ),
);

/** Accounts that name an environment among theirs. */
const accountsOf = (name: string, all: readonly LoadedConfig[]): readonly Account[] =>
  accounts(all).filter(({ config }) => config.environments.includes(name));

function ofAccount(
  check: (config: AccountConfig, subject: Subject) => readonly Finding[],
): Pick<Rule, 'targets' | 'check'> {
  return {
    targets: ['account'],
    check: (subject) => (subject.config.target === 'account' ? check(subject.config, subject) : []),
  };
}

/** What must be one for an account's roles to fit an environment: they are named by it. */
const SHARED = ['account', 'region', 'project'] as const;

/** An account and the environments that are deployed to it. */
export const accountRules: readonly Rule[] = [
  {
    code: 'rule/account-environments',
    says: '`environments` of an account names environments with `target: aws`, each once, of its own account, Region and project',
    ...ofAccount((config, { all }) =>
      config.environments.flatMap((name, index): Finding[] => {
        const path = ['environments', index];
        if (config.environments.indexOf(name) < index) {
          return [{ path, message: `\`${name}\` is named twice`, hint: 'leave one of them out' }];
        }
        const named = all.find((one) => one.name === name);
        if (named?.config.target !== 'aws') {
          const known = all.filter((one) => one.config.target === 'aws').map((one) => one.name);
          const message = `there is no environment \`${name}\` that is deployed`;
          return [{ path, message, hint: hintFrom(name, known) }];
        }
        const { config: other } = named;
        return SHARED.filter((key) => other[key] !== config[key]).map((key) => ({
          path,
          message: `\`${name}\` has the ${key} ${other[key]}, this has ${config[key]}`,
          hint: `name it in the environment for that ${key}, with \`target: account\``,
        }));
      }),
    ),
  },
  {
    code: 'rule/environment-has-account',
    says: 'an environment that is deployed is named by one environment with `target: account`, which makes its roles',
    ...deployed(({ account, region }, { name, all }) => {
      const naming = accountsOf(name, all);
      if (naming.length === 1) return [];
      if (naming.length > 1) {
        const names = naming.map((one) => `\`${one.name}\``).join(' and ');
        const message = `${names} would both make its roles`;
        return [{ path: [], message, hint: 'take it out of `environments` of one of them' }];
      }
      const own = accounts(all).find(
        ({ config }) => config.account === account && config.region === region,
      );
      const message = 'nothing makes the roles that it is deployed with';
      const hint = own
        ? `add \`${name}\` to \`environments\` in environments/${own.name}/config.yaml`
        : `add an environment with \`target: account\` for ${account} in ${region} that names it in \`environments\``;
      return [{ path: [], message, hint }];
    }),
  },
  {
    code: 'rule/oidc-provider-once',
    says: 'of several environments for one account, one at most makes the identity provider of GitHub Actions',
    ...ofAccount(({ account, oidcProvider }, { name, all }) => {
      const first = accounts(all)
        .filter(({ config }) => config.account === account && config.oidcProvider === 'create')
        .map((one) => one.name)
        .sort()[0];
      if (oidcProvider !== 'create' || first === undefined || first === name) return [];
      const message = `\`${first}\` makes the identity provider of the account ${account} already`;
      return [{ path: ['oidcProvider'], message, hint: 'set `oidcProvider: existing`' }];
    }),
  },
  {
    code: 'rule/task-actions',
    says: '`taskActions` holds nothing by which a task could give itself more',
    ...ofAccount(({ taskActions = [] }) =>
      taskActions.flatMap((action, index) => {
        if (!action.toLowerCase().startsWith('iam:')) return [];
        const message = `with \`${action}\` a task could get out of the permission boundary`;
        return [{ path: ['taskActions', index], message, hint: 'leave it out' }];
      }),
    ),
  },
  {
    code: 'rule/statement-in-boundary',
    says: 'actions of `permissions.statements` stand in `taskActions` of the account, or its permission boundary would stop them',
    ...deployed((_config, subject) => {
      const [account] = accountsOf(subject.name, subject.all);
      const { taskActions = [] } = account?.config ?? {};
      const check = eachService(({ service: { permissions } }) =>
        permissions.statements.flatMap(({ actions }, statement) =>
          actions.flatMap((action, index): Finding[] => {
            if (!account || taskActions.some((one) => covers(one, action))) return [];
            const path = ['permissions', 'statements', statement, 'actions', index];
            const message = `the permission boundary of the account does not let \`${action}\` through`;
            const hint = `add \`${action}\` to \`taskActions\` in environments/${account.name}/config.yaml`;
            return [{ path, message, hint }];
          }),
        ),
      );
      return check(subject);
    }),
  },
];

/** Whether a pattern of actions, such as `sqs:*`, has all that another one has. Case means nothing. */
function covers(pattern: string, action: string): boolean {
  const [start = '', rest] = pattern.toLowerCase().split('*');
  if (rest === undefined) return start === action.toLowerCase();
  return rest === '' && action.toLowerCase().startsWith(start);
}
