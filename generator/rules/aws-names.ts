import type { Path } from '../config/located.ts';
import { awsValues, cloudValues, commonValues, runValues } from '../model/environment-values.ts';
import { type ServiceInput, serviceValues } from '../model/service-values.ts';
import { stackNameOf, stacksOf } from '../model/stack-names.ts';
import type { Subject } from './rule.ts';

/** A name as AWS will see it, and the config value that it is made of; an empty path is the environment's own name. */
export interface AwsName {
  readonly name: string;
  readonly path: Path;
}

/** What AWS allows as the name of one kind of thing, and which names of that kind an environment makes. */
export interface NameLimit {
  readonly what: string;
  /** Where AWS says so. */
  readonly source: string;
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly allowed: string;
  readonly names: (subject: Subject) => readonly AwsName[];
}

const WORD = { pattern: /^[A-Za-z0-9_-]+$/, allowed: 'letters, digits, - and _' } as const;

const ofEnvironment = (...names: readonly string[]): AwsName[] =>
  names.map((name) => ({ name, path: [] }));

/** What the values of each service are computed from; names hold no references. */
const serviceInputs = ({ name, config }: Subject): ServiceInput[] =>
  Object.entries(config.services).map(([serviceName, service]) => ({
    name,
    config,
    serviceName,
    service,
    refer: (text) => text,
  }));

const ofServices =
  (...values: readonly ((input: ServiceInput) => string)[]): NameLimit['names'] =>
  (subject) =>
    serviceInputs(subject).flatMap((input) =>
      values.map((value) => ({ name: value(input), path: ['services', input.serviceName] })),
    );

/** Parameters of the platform stack, each with the secret whose ARN it carries. */
export const secretParameters = (subject: Subject): AwsName[] =>
  serviceInputs(subject).flatMap((input) =>
    serviceValues.secrets(input).map(({ name, parameter }) => ({
      name: parameter,
      path: ['services', input.serviceName, 'secrets', name],
    })),
  );

const deployedOnly =
  (names: NameLimit['names']): NameLimit['names'] =>
  (subject) =>
    subject.config.target === 'aws' ? names(subject) : [];

/** Every kind of name that is computed from a config. */
export const nameLimits: readonly NameLimit[] = [
  {
    what: 'S3 bucket',
    source: 'S3 user guide, "General purpose bucket naming rules"',
    min: 3,
    max: 63,
    pattern: /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    allowed:
      'lower-case letters, digits, - and single dots, and no beginning that S3 keeps for itself (sthree-, amzn-s3-demo-)',
    names: ({ name, config }) => {
      if (config.target === 'local') return [];
      const accessLogs = cloudValues.accessLogBucket({ name, config });
      return config.target === 'aws'
        ? ofEnvironment(runValues.catalog.bucket({ name, config }), accessLogs)
        : ofEnvironment(cloudValues.stateBucket({ name, config }), accessLogs);
    },
  },
  {
    what: 'ECS cluster',
    source: 'ECS API reference, CreateCluster',
    min: 1,
    max: 255,
    ...WORD,
    names: deployedOnly(({ name, config }) =>
      ofEnvironment(awsValues.clusterName({ name, config })),
    ),
  },
  {
    what: 'ECS service',
    source: 'ECS API reference, CreateService',
    min: 1,
    max: 255,
    ...WORD,
    names: deployedOnly(ofServices(serviceValues.name)),
  },
  {
    what: 'task definition family',
    source: 'ECS API reference, RegisterTaskDefinition',
    min: 1,
    max: 255,
    ...WORD,
    names: deployedOnly(ofServices(serviceValues.family)),
  },
  {
    what: 'Service Connect port and discovery name',
    source: 'ECS API reference, PortMapping and ServiceConnectService',
    min: 1,
    max: 64,
    pattern: /^[a-z0-9_][a-z0-9_-]*$/,
    allowed: 'lower-case letters, digits, - and _, not beginning with -',
    names: deployedOnly(ofServices(serviceValues.portName, serviceValues.host)),
  },
  {
    what: 'Service Connect DNS name',
    source: 'ECS API reference, ServiceConnectClientAlias',
    min: 1,
    max: 127,
    pattern: /^[a-z0-9][a-z0-9.-]*$/,
    allowed: 'lower-case letters, digits, - and dots',
    names: deployedOnly(ofServices(serviceValues.host)),
  },
  {
    what: 'Cloud Map namespace',
    source: 'Cloud Map API reference, CreateHttpNamespace',
    min: 1,
    max: 1024,
    pattern: /^[!-~]+$/,
    allowed: 'ASCII characters without spaces',
    names: deployedOnly(({ name, config }) =>
      config.target === 'aws' ? ofEnvironment(runValues.namespaceName({ name, config })) : [],
    ),
  },
  {
    what: 'CloudWatch log group',
    source: 'CloudWatch Logs API reference, CreateLogGroup',
    min: 1,
    max: 512,
    pattern: /^(?!aws\/)[\w./#-]+$/,
    allowed: 'letters, digits, _, -, /, . and #',
    // The template puts the proxy's own group below the service's.
    names: deployedOnly(ofServices((input) => `${serviceValues.logGroup(input)}/service-connect`)),
  },
  {
    what: 'KMS alias',
    source: 'KMS API reference, CreateAlias',
    min: 1,
    max: 256,
    pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
    allowed: 'letters, digits, /, _ and -',
    names: deployedOnly((subject) => ofEnvironment(`alias/${commonValues.prefix(subject)}`)),
  },
  {
    what: 'ECR repository',
    source: 'ECR API reference, CreateRepository',
    min: 2,
    max: 256,
    pattern: /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
    allowed: 'lower-case words of letters and digits, joined by single -, _, . or /',
    names: ofServices(serviceValues.repository),
  },
  {
    what: 'CloudFormation stack',
    source: 'CloudFormation API reference, CreateStack',
    min: 1,
    max: 128,
    pattern: /^[a-zA-Z][-a-zA-Z0-9]*$/,
    allowed: 'letters, digits and -, beginning with a letter',
    names: (subject) => {
      const { config } = subject;
      const members = config.target === 'account' ? config.environments : [];
      const prefix = commonValues.prefix(subject);
      return ofEnvironment(
        ...stacksOf(config.target, members).map(({ stack }) => stackNameOf(prefix, stack)),
      );
    },
  },
  {
    what: 'CloudFormation parameter',
    source: 'CloudFormation user guide, "Parameters", "CloudFormation quotas"',
    min: 1,
    max: 255,
    pattern: /^[A-Za-z0-9]+$/,
    allowed: 'letters and digits, so each _ of a variable must stand before one of them',
    names: deployedOnly(secretParameters),
  },
];
