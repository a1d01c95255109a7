import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { EcsInputs } from '../../../wiring/ecs-input.ts';
import { isSaid, type Protection } from './protection.ts';

const dangerous = { weaker: 'dangerous' } as const;
const yes = (value: boolean | undefined): number => (value ? 1 : 0);

/** A user that is not said is the image's, which is root unless the image says otherwise. */
const isRoot = (user = 'root') => /^(?:root|0+)(?::|$)/.test(user);

/** What a container is kept from (ECS API reference, ContainerDefinition). */
export const CONTAINER_PROTECTIONS: readonly Protection<ContainerDefinition>[] = [
  { what: 'a user that is not root', path: ['user'], rank: ({ user }) => yes(!isRoot(user)) },
  {
    what: 'a root file system that can’t be written',
    path: ['readonlyRootFilesystem'],
    rank: ({ readonlyRootFilesystem }) => yes(readonlyRootFilesystem),
  },
  {
    what: 'running without privileges',
    path: ['privileged'],
    rank: ({ privileged }) => -yes(privileged),
    ...dangerous,
  },
  {
    what: 'Linux capabilities that are not added',
    path: ['linuxParameters', 'capabilities', 'add'],
    rank: ({ linuxParameters }) => -(linuxParameters?.capabilities?.add?.length ?? 0),
    ...dangerous,
  },
  {
    what: 'Linux capabilities that are dropped',
    path: ['linuxParameters', 'capabilities', 'drop'],
    rank: ({ linuxParameters }) => {
      const drop: readonly string[] = linuxParameters?.capabilities?.drop ?? [];
      return drop.includes('ALL') ? Number.POSITIVE_INFINITY : drop.length;
    },
  },
  {
    what: 'the log',
    path: ['logConfiguration'],
    rank: ({ logConfiguration }) => isSaid(logConfiguration?.logDriver),
  },
];

/** What a service is kept from (CreateService). */
export const SERVICE_PROTECTIONS: readonly Protection<EcsInputs['service']>[] = [
  {
    what: 'no commands into running tasks (ECS Exec)',
    path: ['enableExecuteCommand'],
    rank: ({ enableExecuteCommand }) => -yes(enableExecuteCommand),
  },
  {
    what: 'no public address',
    path: ['networkConfiguration', 'awsvpcConfiguration', 'assignPublicIp'],
    rank: ({ networkConfiguration }) =>
      -yes(networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED'),
    ...dangerous,
  },
];

/** What tells of calls between services (ServiceConnectConfiguration). */
export const CONNECT_PROTECTIONS: readonly Protection<EcsInputs['service-connect']>[] = [
  {
    what: 'the access log of Service Connect',
    path: ['accessLogConfiguration'],
    rank: ({ accessLogConfiguration }) => isSaid(accessLogConfiguration),
  },
  {
    what: 'query parameters that are left out of the access log',
    path: ['accessLogConfiguration', 'includeQueryParameters'],
    rank: ({ accessLogConfiguration }) =>
      -yes(accessLogConfiguration?.includeQueryParameters === 'ENABLED'),
  },
  {
    what: 'the log of Service Connect',
    path: ['logConfiguration'],
    rank: ({ logConfiguration }) => isSaid(logConfiguration?.logDriver),
  },
  {
    what: 'TLS between services',
    path: ['services'],
    rank: ({ services = [] }) =>
      services.length === 0 ? Number.NaN : yes(services.every(({ tls }) => tls !== undefined)),
  },
];
