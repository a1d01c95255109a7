import { z } from 'zod';
import { iamAction, service } from './service-schema.ts';

/** The resolved config: what every environment has after all layers. What people write is looser, see `written-schema.ts`. */

const name = (max: number, what: string) =>
  z
    .string()
    .max(max, `at most ${max} characters`)
    .regex(
      /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/,
      `${what}: lower-case words, each beginning with a letter, joined by single hyphens`,
    );

const accountId = z.string().regex(/^\d{12}$/, 'an AWS account id: 12 digits, in quotes');
/** Only its alphabet: which Regions there are is a rule's to say, with the nearest one. */
const region = z.string().regex(/^[a-z0-9-]+$/, 'an AWS Region such as us-west-2');

/** Retention periods that CloudWatch Logs accepts (PutRetentionPolicy), in days. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

const shared = {
  project: name(20, 'a project name').describe('First part of every name in AWS'),
  services: z.record(name(24, 'a service name'), service).describe('The services, by name'),
};

const registry = z
  .strictObject({
    account: accountId.describe('Account of the image registry'),
    region: region.describe('Region of the image registry'),
    pullAccounts: z
      .array(accountId)
      .describe(
        'Other accounts that may pull: those of the environments that are deployed elsewhere',
      ),
  })
  .describe('The one Amazon ECR registry of all environments');

const inRegion = {
  account: accountId.describe('AWS account to deploy to'),
  region: region.describe('AWS Region to deploy to'),
};

const run = {
  tier: z.enum(['development', 'staging', 'production']).describe('How careful to be'),
  promotesFrom: z.string().optional().describe('Environment whose images are promoted to this one'),
  model: z
    .strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9][a-z0-9.:-]+$/, 'a Bedrock model or inference profile id')
        .describe('Amazon Bedrock model or inference profile id'),
      label: z.string().min(1).max(80).describe('What people read about the model that answers'),
    })
    .describe('The model that answers'),
  catalog: z
    .strictObject({
      key: z.string().min(1).max(1024).describe('Key of the catalog object'),
      source: z.string().min(1).describe('File in this repository that fills an empty bucket'),
    })
    .describe('The product catalog in S3'),
};

const aws = z.object({
  target: z.literal('aws'),
  ...shared,
  ...run,
  ...inRegion,
  registry,
  logs: z
    .strictObject({
      retentionDays: z.literal(RETENTION_DAYS).describe('Days that CloudWatch Logs keeps lines'),
    })
    .describe('Logs'),
  network: z
    .strictObject({
      cidr: z
        .cidrv4('an IPv4 CIDR block such as 10.10.0.0/16')
        .describe(
          'Address range of the VPC, private, /16 to /20, apart from those of other environments',
        ),
      azCount: z
        .int()
        .min(1, 'at least 1 zone')
        .max(3, 'at most 3 zones')
        .describe('Availability Zones; 1 is cheap, and for development only'),
      nat: z.enum(['single', 'per-az']).describe('NAT gateways: one for all zones, or one in each'),
      flowLogs: z.boolean().describe('Whether CloudWatch Logs records which connections were made'),
    })
    .describe('The VPC'),
});
const local = z.object({ target: z.literal('local'), ...shared, ...run, region: inRegion.region });

/** Owners and repositories as GitHub allows them (GitHub docs, "Username considerations", "Repository names"). */
const github = z
  .strictObject({
    owner: z
      .string()
      .regex(/^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/, 'the name of a user or organization on GitHub')
      .describe('User or organization'),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/, 'the name of a repository on GitHub, without its owner')
      .describe('The repository’s name'),
    ids: z
      .strictObject({
        owner: z.int().min(1, 'a number from 1 on').describe('`owner.id` of that answer'),
        repository: z.int().min(1, 'a number from 1 on').describe('`id` of that answer'),
      })
      .optional()
      .describe(
        'Numbers of both, as `gh api repos/OWNER/REPOSITORY` answers. GitHub sends them with names for repositories that were made, renamed or transferred after 2026-07-15',
      ),
  })
  .describe('This repository on GitHub, whose workflows may take the roles of deployments');

const once = {
  github,
  oidcProvider: z
    .enum(['create', 'existing'])
    .describe(
      'An account has one identity provider for GitHub Actions: made here, or there already',
    ),
  environments: z
    .array(z.string())
    .describe('The environments that are deployed to this account and Region; each gets its roles'),
  taskActions: z
    .array(iamAction)
    .optional()
    .describe(
      'IAM actions that services of these environments may be given with `permissions.statements`',
    ),
};
const account = z.object({
  target: z.literal('account'),
  ...shared,
  ...inRegion,
  registry,
  ...once,
});

/** One schema a target: a config has what its target needs, and `defaults.yaml` may hold more. */
export const resolvedSchemas = { aws, local, account } as const;
export type Target = keyof typeof resolvedSchemas;
export const targets = Object.keys(resolvedSchemas) as Target[];

export type AwsConfig = z.output<typeof aws>;
export type LocalConfig = z.output<typeof local>;
export type AccountConfig = z.output<typeof account>;
export type Config = AwsConfig | LocalConfig | AccountConfig;

/** Every key that a config file may hold. */
export const writableShape = {
  target: z
    .enum(targets as [Target])
    .describe('aws: deployed. local: runs on this machine. account: once an account'),
  extends: z
    .string()
    .describe('Another environment whose config lies under this one; not its account and images'),
  ...shared,
  serviceDefaults: service.describe('Lies under every service after all layers'),
  ...run,
  ...inRegion,
  registry,
  logs: aws.shape.logs,
  network: aws.shape.network,
  ...once,
};
