import type { AwsConfig } from '../config/schema.ts';
import type { ServiceConfig } from '../config/service-schema.ts';
import { partitionOf } from '../model/partitions.ts';
import { readArn } from './arn.ts';
import { eachDeployed, type Finding, type Rule } from './rule.ts';

type Statement = ServiceConfig['permissions']['statements'][number];

/** Actions that change nothing, by how they begin. */
const READS =
  /:(?:BatchGet|Check|Describe|Download|Estimate|Filter|Get|Head|List|Lookup|Query|Read|Retrieve|Scan|Search|Select|Simulate|Test|Validate|View)/i;

/** Actions that change something and that IAM can't limit to a resource (Service Authorization Reference). */
const UNLIMITED = /^(?:cloudwatch:PutMetricData|xray:Put[A-Za-z]+|ssmmessages:[A-Za-z]+)$/;

/** Actions by which a task could give itself what its role does not have. */
const ESCALATES = /^(?:iam:|sts:AssumeRole|sts:\*)/i;

const escalates = (action: string) => ESCALATES.test(action) && !READS.test(action);

/** `*`, or an ARN that ends in one for all of a service or all its roles. */
const isEverything = (resource: string) =>
  /^(?:\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:role\/)?\*)$/.test(resource);

/** A check of each statement; its paths begin at the statement. */
const eachStatement = (
  check: (statement: Statement, config: AwsConfig) => readonly Finding[],
): Pick<Rule, 'targets' | 'check'> =>
  eachDeployed(({ service: { permissions } }, config) =>
    permissions.statements.flatMap((statement, index) =>
      check(statement, config).map((finding) => ({
        ...finding,
        path: ['permissions', 'statements', index, ...finding.path],
      })),
    ),
  );

/** What a task role may do beside the named grants: as little as will do. */
export const permissionRules: readonly Rule[] = [
  {
    code: 'rule/statement-actions',
    says: 'a statement names actions, not a whole service',
    severity: 'warning',
    ...eachStatement(({ actions }) =>
      actions.flatMap((action, index) => {
        if (!action.endsWith(':*')) return [];
        const message = `\`${action}\` allows all that the service can do, its deletions too`;
        return [
          { path: ['actions', index], message, hint: 'name the actions that the code calls' },
        ];
      }),
    ),
  },
  {
    code: 'rule/statement-resources',
    says: 'a statement that changes something names what: not everything, where IAM can limit the action',
    ...eachStatement(({ actions, resources }) => {
      const wide = actions.filter(
        (action) => !READS.test(action) && !UNLIMITED.test(action) && !escalates(action),
      );
      return resources.flatMap((resource, index) => {
        if (!isEverything(resource) || wide.length === 0) return [];
        const message = `\`${resource}\` lets ${wide.join(', ')} reach everything that there is`;
        const hint =
          'name ARNs, such as `arn:${partition}:sqs:${region}:${account}:${project}-${environment}-*`';
        return [{ path: ['resources', index], message, hint }];
      });
    }),
  },
  {
    code: 'rule/statement-escalation',
    says: 'no statement lets a task change IAM, or take any role that there is',
    ...eachStatement(({ actions, resources }) => {
      const grave = actions.filter(escalates);
      return resources.flatMap((resource, index) => {
        if (!isEverything(resource) || grave.length === 0) return [];
        const message = `${grave.join(', ')} on \`${resource}\` lets a task give itself every permission`;
        return [{ path: ['resources', index], message, hint: 'name the one role that it needs' }];
      });
    }),
  },
  {
    code: 'rule/statement-partition',
    says: 'an ARN in a statement is in the partition of its environment',
    ...eachStatement(({ resources }, { region }) =>
      resources.flatMap((resource, index) => {
        const { partition } = readArn(resource);
        const own = partitionOf(region);
        if (partition === undefined || partition === own) return [];
        const message = `the ARN is in the partition ${partition}, but ${region} is in ${own}`;
        return [{ path: ['resources', index], message, hint: 'write `arn:${partition}:…`' }];
      }),
    ),
  },
  {
    code: 'rule/statement-account',
    says: 'an ARN in a statement is in the account of its environment',
    severity: 'warning',
    ...eachStatement(({ resources }, config) =>
      resources.flatMap((resource, index) => {
        const { account } = readArn(resource);
        if (account === undefined || account === config.account || !/^\d{12}$/.test(account)) {
          return [];
        }
        const message = `the ARN is in the account ${account}, which has to allow it as well`;
        const hint = 'write `${account}` for this account';
        return [{ path: ['resources', index], message, hint }];
      }),
    ),
  },
];
