import type { AwsConfig } from '../config/schema.ts';
import { partitionOf } from '../model/partitions.ts';
import { readArn } from './arn.ts';
import { eachDeployed, type Finding, type Rule, type ServiceSubject } from './rule.ts';

/** A check of each secret that has its ARN; the path begins at the service. */
const eachSecret = (check: (arn: string, config: AwsConfig) => Omit<Finding, 'path'> | undefined) =>
  eachDeployed(({ service: { secrets } }: ServiceSubject, config) =>
    Object.entries(secrets).flatMap(([variable, { arn }]): Finding[] => {
      const found = arn === undefined ? undefined : check(arn, config);
      return found ? [{ path: ['secrets', variable, 'arn'], ...found }] : [];
    }),
  );

/** Where the values of secrets come from. */
export const secretRules: readonly Rule[] = [
  {
    code: 'rule/secret-has-arn',
    says: 'a secret has its ARN',
    ...eachDeployed(({ service: { secrets } }) =>
      Object.entries(secrets)
        .filter(([, { arn }]) => arn === undefined)
        .map(([variable]) => ({
          path: ['secrets', variable],
          message: `the secret \`${variable}\` has no \`arn\``,
          hint: 'give the full ARN of the secret in AWS Secrets Manager',
        })),
    ),
  },
  {
    code: 'rule/secret-partition',
    says: 'a secret is in the partition of its environment',
    ...eachSecret((arn, { region }) => {
      const own = partitionOf(region);
      const { partition } = readArn(arn);
      if (partition === own) return undefined;
      const message = `the secret is in the partition ${partition}, which ${region} can't reach`;
      return { message, hint: `give the ARN of a secret in ${own}` };
    }),
  },
  {
    code: 'rule/secret-region',
    says: 'a secret is in the Region of its environment',
    severity: 'warning',
    ...eachSecret((arn, config) => {
      const { partition, region } = readArn(arn);
      if (region === config.region || partition !== partitionOf(config.region)) return undefined;
      const message = `the secret is in ${region}: when that Region is down, no task starts in ${config.region}`;
      return { message, hint: `replicate the secret to ${config.region} and name that copy` };
    }),
  },
  {
    code: 'rule/secret-account',
    says: 'a secret is in the account of its environment',
    severity: 'warning',
    ...eachSecret((arn, config) => {
      const { account } = readArn(arn);
      if (account === config.account) return undefined;
      const message = `the secret is in the account ${account}: its policy, and that of its own KMS key, must let this account read it, or no task starts`;
      return { message, hint: `name a secret in ${config.account}` };
    }),
  },
];
