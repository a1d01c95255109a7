import {
  CreateServiceCommand,
  type CreateServiceRequest,
  InvalidParameterException,
  type Service,
  UpdateServiceCommand,
  type UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { fieldsOf } from '../../render/plain-values.ts';
import type { Deployment } from '../deployment.ts';
import { sha256 } from '../release/release.ts';
import type { ServiceChange } from './compare-service.ts';
import { withFreshRoles } from './fresh-roles.ts';
import { updatableMembers } from './service-members.ts';
import { waitGone } from './wait-gone.ts';
import type { ServiceShape } from './wanted-service.ts';

type PlainShape = Extract<ServiceShape, { operation: 'CreateService' }>;

/** A token has at most 36 characters (CreateService). */
const TOKEN_LENGTH = 36;

/**
 * Makes a service. Asked again with the same token, ECS makes no second one.
 *
 * @returns nothing when there is one of this name already
 */
export async function createPlain(
  deployment: Deployment,
  { cluster, serviceName, input, connect }: PlainShape,
  taskDefinition: string,
): Promise<Service | undefined> {
  const { aws } = deployment;
  const request: CreateServiceRequest = {
    ...input,
    taskDefinition,
    ...(connect && { serviceConnectConfiguration: connect }),
  };
  // The time is part of it: a token must not stand for a service that was deleted since.
  const told = JSON.stringify([request, aws.clock.now()]);
  const clientToken = sha256(told).slice(0, TOKEN_LENGTH);
  const create = () => aws.ecs.send(new CreateServiceCommand({ ...request, clientToken }));
  try {
    return (await withFreshRoles(aws.clock, create)).service;
  } catch (error) {
    if (isTaken(error)) return undefined;
    if (!isDraining(error)) throw error;
    await waitGone(deployment, cluster, serviceName);
    return (await withFreshRoles(aws.clock, create)).service;
  }
}

/** Whether a service was refused because its name is another's, "Creation of service was not idempotent." */
export const isTaken = (error: unknown): boolean =>
  error instanceof InvalidParameterException &&
  /not idempotent|already exists/i.test(error.message);

/** Whether a name is still held: "Unable to Start a service that is still Draining." */
export const isDraining = (error: unknown): boolean =>
  error instanceof InvalidParameterException && /draining/i.test(error.message);

/**
 * Changes what differs of a service, and nothing else, in one call.
 *
 * @param options whether new tasks are started though nothing else asks for it
 * @returns the service as ECS tells it then; nothing when there was nothing to change
 */
export async function updatePlain(
  { aws }: Deployment,
  shape: ServiceShape,
  changes: readonly ServiceChange[],
  taskDefinition: string,
  { redeploys = false } = {},
): Promise<Service | undefined> {
  const request = updateRequest(shape, changes, taskDefinition);
  const forceNewDeployment = redeploys || mustForce(changes);
  if (Object.keys(request).length === 0 && !forceNewDeployment) return undefined;
  const { cluster, serviceName: service } = shape;
  const told = await withFreshRoles(aws.clock, () =>
    aws.ecs.send(
      new UpdateServiceCommand({
        cluster,
        service,
        ...request,
        ...(forceNewDeployment && { forceNewDeployment }),
      }),
    ),
  );
  return told.service;
}

/** A strategy is taken, and a deployment that failed tried again, only by force. */
const mustForce = (changes: readonly ServiceChange[]): boolean =>
  changes.some(({ path }) => /^(?:capacityProviderStrategy|rolloutState)\b/.test(path));

/** The members of UpdateService that differ. */
export function updateRequest(
  { input, connect, operation }: ServiceShape,
  changes: readonly ServiceChange[],
  taskDefinition: string,
): Partial<UpdateServiceRequest> {
  const differs = new Set(
    changes.map(({ kind, path }) => (kind === 'service-connect' ? kind : path.split('.')[0])),
  );
  const members = operation === 'CreateService' ? Object.entries(updatableMembers) : [];
  const differing = members.filter(([name]) => differs.has(name));
  return {
    ...Object.fromEntries(
      differing.map(([name, { otherwise }]) => [name, fieldsOf(input)[name] ?? otherwise]),
    ),
    ...(operation === 'CreateService' && differs.has('taskDefinition') && { taskDefinition }),
    ...(operation === 'CreateService' &&
      differs.has('desiredCount') && { desiredCount: input.desiredCount }),
    ...(differs.has('service-connect') && {
      serviceConnectConfiguration: connect ?? { enabled: false },
    }),
  };
}
