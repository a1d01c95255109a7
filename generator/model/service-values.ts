import type { Config } from '../config/schema.ts';
import type { ServiceConfig } from '../config/service-schema.ts';
import { cloudValues, commonValues, type Input } from './environment-values.ts';
import { clientsOf } from './service-graph.ts';

export interface ServiceInput extends Input {
  readonly serviceName: string;
  readonly service: ServiceConfig;
  /** Replaces the `${…}` references of a text. */
  readonly refer: (text: string) => string;
}

/** `price-list` → `PriceList`. Each word begins with a letter, so two names never meet. */
export const logicalId = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** Name of the one port mapping; Service Connect refers to it. */
const PORT_NAME = 'http';

/** The container of an Express service has to be called this (CreateExpressGatewayService, `taskDefinitionArn`). */
const EXPRESS_CONTAINER = 'Main';

/** Metrics as CreateExpressGatewayService names them (`autoScalingMetric`). */
const EXPRESS_METRICS = { cpu: 'AVERAGE_CPU', memory: 'AVERAGE_MEMORY' } as const;

/** Metrics as PutScalingPolicy names them (`PredefinedMetricType`). */
const PREDEFINED_METRICS = {
  cpu: 'ECSServiceAverageCPUUtilization',
  memory: 'ECSServiceAverageMemoryUtilization',
} as const;

const repository = ({ config, serviceName }: ServiceInput) => `${config.project}/${serviceName}`;

const isExpress = ({ service }: Pick<ServiceInput, 'service'>) =>
  service.exposure.mode === 'express';

/** Values of each service, as templates read them. */
export const serviceValues = {
  name: ({ serviceName }: ServiceInput) => serviceName,
  /** First part of the logical ids of the service's resources. */
  id: ({ serviceName }: ServiceInput) => logicalId(serviceName),
  /** Host name and port under which other services reach it by Service Connect. */
  host: ({ serviceName }: ServiceInput) => serviceName,
  port: ({ service }: ServiceInput) => service.port,
  portName: () => PORT_NAME,
  family: (input: ServiceInput) => `${commonValues.prefix(input)}-${input.serviceName}`,
  logGroup: (input: ServiceInput) => `/ecs/${commonValues.prefix(input)}/${input.serviceName}`,
  repository,
  image: {
    /** Without a digest the tag `unset`, which never exists: the service can't be deployed by accident. */
    uri: (input: ServiceInput) => {
      const { name, config, service } = input;
      const host =
        config.target === 'local' ? 'local' : cloudValues.registry.host({ name, config });
      const { digest } = service.image;
      return `${host}/${repository(input)}${digest ? `@${digest}` : ':unset'}`;
    },
    isSet: ({ service }: ServiceInput) => service.image.digest !== undefined,
  },
  cpu: ({ service }: ServiceInput) => service.cpu,
  memory: ({ service }: ServiceInput) => service.memory,
  architecture: ({ service }: ServiceInput) => service.architecture,
  command: ({ service }: ServiceInput) => service.command,
  user: ({ service }: ServiceInput) => service.user,
  desired: ({ service }: ServiceInput) => service.desired,
  capacity: ({ service }: ServiceInput) => service.capacity,
  sessions: ({ service }: ServiceInput) => service.sessions,
  stopTimeout: ({ service }: ServiceInput) => service.stopTimeout,
  health: {
    path: ({ service }: ServiceInput) => service.health.path,
    interval: ({ service }: ServiceInput) => service.health.interval,
    timeout: ({ service }: ServiceInput) => service.health.timeout,
    retries: ({ service }: ServiceInput) => service.health.retries,
    startPeriod: ({ service }: ServiceInput) => service.health.startPeriod,
  },
  exposure: ({ service }: ServiceInput) => service.exposure.mode,
  isExpress,
  containerName: (input: ServiceInput) =>
    isExpress(input) ? EXPRESS_CONTAINER : input.serviceName,
  scales: ({ service }: ServiceInput) => service.scaling !== undefined,
  scaling: {
    min: ({ service }: ServiceInput) => service.scaling?.min ?? service.desired,
    max: ({ service }: ServiceInput) => service.scaling?.max ?? service.desired,
    metric: ({ service }: ServiceInput) =>
      EXPRESS_METRICS[service.scaling?.targets[0]?.metric ?? 'cpu'],
    value: ({ service }: ServiceInput) => service.scaling?.targets[0]?.value ?? 0,
    policies: ({ service }: ServiceInput) =>
      (service.scaling?.targets ?? []).map(({ metric, value }) => ({
        name: `hold-${metric}`,
        metric: PREDEFINED_METRICS[metric],
        value,
      })),
  },
  environment: ({ config, service, refer }: ServiceInput) =>
    // What stands once an account runs nothing, so there is nothing that a reference could name.
    Object.entries(config.target === 'account' ? {} : service.environment)
      .map(([name, value]) => ({
        name,
        value: refer(String(value)),
      }))
      .sort(byName),
  secrets: ({ service, serviceName }: ServiceInput) =>
    Object.entries(service.secrets)
      .map(([name, { arn = '', jsonKey }]) => ({
        name,
        arn,
        /** Template parameter that carries the ARN. */
        parameter: `${logicalId(serviceName)}${camel(name)}SecretArn`,
        valueFrom: jsonKey ? `${arn}:${jsonKey}::` : arn,
      }))
      .sort(byName),
  grants: ({ service }: ServiceInput) => service.permissions.grants.toSorted(),
  statements: ({ config, service, refer }: ServiceInput) =>
    service.permissions.statements.map(({ actions, resources }, index) => ({
      sid: `Statement${index + 1}`,
      actions,
      // A laptop has no roles, and no account that an ARN could name.
      resources: config.target === 'aws' ? resources.map(refer) : [],
    })),
  servers: ({ config, service }: ServiceInput) =>
    service.connectsTo.toSorted().map((name) => neighbour(config, name)),
  clients: ({ config, serviceName }: ServiceInput) =>
    clientsOf(config.services, serviceName).map((name) => neighbour(config, name)),
};

const neighbour = (config: Config, name: string) => ({
  name,
  id: logicalId(name),
  port: config.services[name]?.port ?? 0,
});

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** `API_TOKEN` → `ApiToken`. */
const camel = (variable: string) =>
  variable
    .toLowerCase()
    .replace(/(?:^|_)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
