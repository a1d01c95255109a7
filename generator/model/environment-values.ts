import type { Grant } from '../config/grants.ts';
import type { AccountConfig, AwsConfig, Config, LocalConfig } from '../config/schema.ts';
import { dnsSuffixOf, partitionOf } from './partitions.ts';
import { planSubnets } from './subnets.ts';

/** What every value of an environment is computed from. */
export interface Input<Of extends Config = Config> {
  readonly name: string;
  readonly config: Of;
}

type Run = Input<AwsConfig | LocalConfig>;
type Cloud = Input<AwsConfig | AccountConfig>;

const prefix = ({ name, config }: Input) => `${config.project}-${name}`;

/** Inference profiles route to several Regions; their ids begin with where (Bedrock user guide, "Cross-Region inference"). */
export const PROFILE = /^(global|us|eu|apac|jp|au|ca|us-gov)\./;

/** Values of every environment. */
export const commonValues = {
  name: ({ name }: Input) => name,
  target: ({ config }: Input) => config.target,
  project: ({ config }: Input) => config.project,
  /** First part of every name of this environment in AWS. */
  prefix,
  region: ({ config }: Input) => config.region,
  partition: ({ config }: Input) => partitionOf(config.region),
};

/** Values of environments in which services run. */
export const runValues = {
  tier: ({ config }: Run) => config.tier,
  /** The environment whose images are promoted to this one. */
  promotesFrom: ({ config }: Run) => config.promotesFrom,
  model: {
    id: ({ config }: Run) => config.model.id,
    label: ({ config }: Run) => config.model.label,
    isProfile: ({ config }: Run) => PROFILE.test(config.model.id),
    isGlobalProfile: ({ config }: Run) => config.model.id.startsWith('global.'),
    /** The foundation model behind an inference profile, or the model itself. */
    foundationModel: ({ config }: Run) => config.model.id.replace(PROFILE, ''),
  },
  catalog: {
    /** S3 bucket names are unique in the world, so the account is part of it; at most 63 characters. */
    bucket: (input: Run) =>
      input.config.target === 'aws'
        ? `${prefix(input)}-catalog-${input.config.account}`
        : `${prefix(input)}-catalog`,
    key: ({ config }: Run) => config.catalog.key,
    source: ({ config }: Run) => config.catalog.source,
  },
  namespaceName: prefix,
};

/** Values of environments that stand in an AWS account. */
export const cloudValues = {
  account: ({ config }: Cloud) => config.account,
  registry: {
    account: ({ config }: Cloud) => config.registry.account,
    region: ({ config }: Cloud) => config.registry.region,
    pullAccounts: ({ config }: Cloud) => config.registry.pullAccounts.toSorted(),
    host: ({ config: { registry } }: Cloud) =>
      `${registry.account}.dkr.ecr.${registry.region}.${dnsSuffixOf(registry.region)}`,
  },
  accessLogBucket: (input: Cloud) => `${prefix(input)}-access-logs-${input.config.account}`,
};

const isAskedFor =
  (grant: Grant) =>
  ({ config }: Input<AwsConfig>): boolean =>
    Object.values(config.services).some(({ permissions }) => permissions.grants.includes(grant));

/** Values of environments that services are deployed to. */
export const awsValues = {
  clusterName: prefix,
  logs: { retentionDays: ({ config }: Input<AwsConfig>) => config.logs.retentionDays },
  network: {
    cidr: ({ config }: Input<AwsConfig>) => config.network.cidr,
    flowLogs: ({ config }: Input<AwsConfig>) => config.network.flowLogs,
    subnets: ({ config }: Input<AwsConfig>) => planSubnets(config.network),
  },
  /** Which grants some service asks for: a stack is given no parameter that nothing in it uses. */
  grants: { readCatalog: isAskedFor('readCatalog'), invokeModel: isAskedFor('invokeModel') },
  /** Express Mode wants an infrastructure role, once an environment. */
  usesExpress: ({ config }: Input<AwsConfig>) =>
    Object.values(config.services).some(({ exposure }) => exposure.mode === 'express'),
};

/** Values of what stands once an account. */
export const accountValues = {
  stateBucket: (input: Input<AccountConfig>) => `${prefix(input)}-state-${input.config.account}`,
};
