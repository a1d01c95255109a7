import type { CreateExpressGatewayServiceRequest, CreateServiceRequest } from '@aws-sdk/client-ecs';
import { fieldsOf } from '../../render/plain-values.ts';
import {
  configurationOf,
  givenTags,
  isActive,
  type LiveService,
  operationOf,
  primaryOf,
  runningRevision,
} from './live-service.ts';
import { namedOnly } from './plain-input.ts';
import { expressMembers, type Member, serviceMembers } from './service-members.ts';
import type { ServiceAction } from './service-step.ts';
import type { ServiceShape } from './wanted-service.ts';

/** What a service was before an apply changed it: enough to put it back. Plain JSON. */
export type Snapshot = ServiceShape & {
  /** ARN of the revision that it ran. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
};

/** What an apply did to a service. Plain JSON. */
export interface AppliedService {
  readonly service: string;
  readonly action: Exclude<ServiceAction, 'skip'>;
  readonly cluster: string;
  readonly serviceName: string;
  /** ARN of the revision that it is to run. */
  readonly taskDefinition: string;
  /** Nothing for a service that did not exist. */
  readonly before?: Snapshot;
  /** Id of its primary deployment. */
  readonly deploymentId?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly express?: { readonly serviceArn: string; readonly endpoints: readonly string[] };
}

/** A service as it is, in as far as its files may change it. */
export function snapshotOf(live: LiveService, wanted: ServiceShape): Snapshot | undefined {
  const { service } = live;
  const taskDefinition = runningRevision(live);
  if (!service || !isActive(live) || !taskDefinition) return undefined;
  const { cluster, serviceName } = wanted;
  const operation = operationOf(live);
  const desiredCount = service.desiredCount ?? 0;
  const isPlain = operation === 'CreateService';
  const named = wanted.operation === operation ? fieldsOf(wanted.input) : {};
  const input = {
    cluster,
    serviceName,
    ...membersOf(isPlain ? serviceMembers : expressMembers, live, named),
    ...(isPlain && { desiredCount }),
    tags: givenTags(service.tags),
  };
  const connect = primaryOf(live)?.serviceConnectConfiguration;
  return {
    // Each member is of the operation by whose table it was read.
    ...({ operation, input } as
      | { operation: 'CreateService'; input: CreateServiceRequest }
      | {
          operation: 'CreateExpressGatewayService';
          input: CreateExpressGatewayServiceRequest;
        }),
    cluster,
    serviceName,
    taskDefinition,
    desiredCount,
    isScaled: live.scaling !== undefined || !isPlain,
    ...(connect && { connect }),
  };
}

const membersOf = (
  members: Readonly<Record<string, Member>>,
  live: LiveService,
  named: Readonly<Record<string, unknown>>,
) =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, { read }]) => {
      const value = name in named ? namedOnly(named[name], read(live)) : read(live);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Amazon ECS tells endpoints with and without their scheme; Express Mode serves HTTPS only. */
export const withScheme = (endpoint: string): string =>
  /^https?:\/\//.test(endpoint) ? endpoint.replace(/\/$/, '') : `https://${endpoint}`;

/** Where an Express service is reached. */
export const expressOf = (live: LiveService): Pick<AppliedService, 'express'> =>
  (live.express && {
    express: {
      serviceArn: live.express.serviceArn ?? '',
      endpoints: (configurationOf(live)?.ingressPaths ?? []).flatMap(
        ({ endpoint }) => endpoint ?? [],
      ),
    },
  }) ||
  {};
