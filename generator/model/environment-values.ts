import type { Grant } from '../config/grants.ts';
import type { AccountConfig, AwsConfig, Config, LocalConfig } from '../config/schema.ts';
import { deployNames, githubEnvironments, pushRoleName } from './deploy-names.ts';
import { dnsSuffixOf, partitionOf } from './partitions.ts';
import { deployedStacks } from './stack-names.ts';
import { planSubnets } from './subnets.ts';

/** What every value of an environment is computed from. */
export interface Input<Of extends Config = Config> {
  readonly name: string;
  readonly config: Of;
}

type Run = Input<AwsConfig | LocalConfig>;
type Cloud = Input<AwsConfig | AccountConfig>;

const prefix = ({ name, config }: Input) => `${config.project}-${name}`;

/** S3 bucket names are unique in the world, so the account is part of them; at most 63 characters. */
const catalogBucket = (of: string, account: string) => `${of}-catalog-${account}`;
const accessLogBucket = (of: string, account: string) => `${of}-access-logs-${account}`;

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
    bucket: (input: Run) =>
      input.config.target === 'aws'
        ? catalogBucket(prefix(input), input.config.account)
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
  /** Locks and records of deployments: one bucket for all environments of an account in a Region. */
  stateBucket: ({ config: { project, account, region } }: Cloud) =>
    `${project}-state-${account}-${region}`,
  accessLogBucket: (input: Cloud) => accessLogBucket(prefix(input), input.config.account),
};

const isAskedFor =
  (grant: Grant) =>
  ({ config }: Input<AwsConfig>): boolean =>
    Object.values(config.services).some(({ permissions }) => permissions.grants.includes(grant));

const iamArn = ({ config }: Cloud, what: string) =>
  `arn:${partitionOf(config.region)}:iam::${config.account}:${what}`;

const roleArn = (nameOf: (prefix: string) => string) => (input: Cloud) =>
  iamArn(input, `role/${nameOf(prefix(input))}`);

/** Values of environments that services are deployed to. */
export const awsValues = {
  clusterName: prefix,
  /** What deployments run as; the bootstrap stacks of the account make these roles. */
  roles: {
    deploy: roleArn(deployNames.deploy),
    execution: roleArn(deployNames.execution),
    read: roleArn(deployNames.read),
  },
  /** What roles of the environment may do at most. */
  boundary: (input: Input<AwsConfig>) =>
    iamArn(input, `policy/${deployNames.boundary(prefix(input))}`),
  /** Roles and policies stand below a path of their own, so that who makes them can be kept to it. */
  rolePath: (input: Input<AwsConfig>) => `/${prefix(input)}/`,
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

type Account = Input<AccountConfig>;

/** Values of what stands once an account. */
export const accountValues = {
  /** Who may take roles: the repository, and its form with ids, which GitHub sends for newer ones. */
  github: {
    repository: ({ config: { github } }: Account) => `${github.owner}/${github.repository}`,
    repositoryWithIds: ({ config: { github } }: Account) =>
      github.ids
        ? `${github.owner}@${github.ids.owner}/${github.repository}@${github.ids.repository}`
        : '',
    imagesEnvironment: () => githubEnvironments.images,
  },
  makesOidcProvider: ({ config }: Account) => config.oidcProvider === 'create',
  oidcProviderArn: (input: Account) =>
    iamArn(input, 'oidc-provider/token.actions.githubusercontent.com'),
  /** Whether the one registry of all environments stands here. */
  holdsRegistry: ({ config: { account, region, registry } }: Account) =>
    account === registry.account && region === registry.region,
  pushRoleName: ({ config }: Account) => pushRoleName(config.project),
  /** Actions of services besides what grants allow, for the permission boundary. */
  taskActions: ({ config }: Account) => (config.taskActions ?? []).toSorted(),
  /** The environments that are deployed to this account, and what is made for each. */
  environments: (input: Account) =>
    input.config.environments.toSorted().map((name) => {
      const own = commonValues.prefix({ ...input, name });
      const { account } = input.config;
      return {
        name,
        prefix: own,
        stacks: deployedStacks,
        deployRoleName: deployNames.deploy(own),
        executionRoleName: deployNames.execution(own),
        readRoleName: deployNames.read(own),
        boundaryName: deployNames.boundary(own),
        deployEnvironment: githubEnvironments.deploy(name),
        readEnvironment: githubEnvironments.read(name),
        catalogBucket: catalogBucket(own, account),
        accessLogBucket: accessLogBucket(own, account),
      };
    }),
};
