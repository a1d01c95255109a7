import {
  CreateExpressGatewayServiceCommand,
  UpdateExpressGatewayServiceCommand,
} from '@aws-sdk/client-ecs';
import type { Deployment } from '../deployment.ts';
import { isDraining, isTaken, updatePlain } from './bring-plain.ts';
import { compareShape, type ServiceChange } from './compare-service.ts';
import { withFreshRoles } from './fresh-roles.ts';
import type { LiveService } from './live-service.ts';
import { updatableExpressMembers } from './service-members.ts';
import { settleExpress } from './settle-express.ts';
import { waitGone } from './wait-gone.ts';
import type { ServiceShape } from './wanted-service.ts';

type ExpressShape = Extract<ServiceShape, { operation: 'CreateExpressGatewayService' }>;

/** Makes an Express service, without Service Connect. @returns false when there is a service of this name already */
export async function createExpress(
  deployment: Deployment,
  { cluster, serviceName, input }: ExpressShape,
  taskDefinitionArn: string,
): Promise<boolean> {
  const { aws } = deployment;
  const create = () =>
    aws.ecs.send(new CreateExpressGatewayServiceCommand({ ...input, taskDefinitionArn }));
  try {
    await withFreshRoles(aws.clock, create);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    if (!isDraining(error)) throw error;
    await waitGone(deployment, cluster, serviceName, { isExpress: true });
    await withFreshRoles(aws.clock, create);
    return true;
  }
}

/**
 * Changes what differs of an Express service, Service Connect apart, which its operations do not know.
 *
 * @returns whether there was anything to change
 */
export async function updateExpress(
  { aws }: Deployment,
  { input }: ExpressShape,
  live: LiveService,
  changes: readonly ServiceChange[],
  taskDefinitionArn: string,
): Promise<boolean> {
  const members = updatableExpressMembers.filter((member) => input[member] !== undefined);
  const updatable: readonly string[] = [...members, 'taskDefinition'];
  const isOurs = changes.some(
    ({ kind, path }) => kind === 'express-service' && updatable.includes(path.split('.')[0] ?? ''),
  );
  if (!isOurs) return false;
  await withFreshRoles(aws.clock, () =>
    aws.ecs.send(
      new UpdateExpressGatewayServiceCommand({
        serviceArn: live.service?.serviceArn,
        taskDefinitionArn,
        ...Object.fromEntries(members.map((member) => [member, input[member]])),
      }),
    ),
  );
  return true;
}

export interface ConnectOptions {
  /** Whether the service itself was made or changed just before. */
  readonly isBrought?: boolean;
  /** Whether tasks are started anew though nothing else asks for it. */
  readonly redeploys?: boolean;
}

/**
 * Waits for an Express service, brings Service Connect to what its file says, and waits again. Each
 * update may take Service Connect off, so what there is is looked at anew; a run that was cut between
 * the two steps goes on here.
 */
export async function connectExpress(
  deployment: Deployment,
  shape: ExpressShape,
  name: string,
  taskDefinition: string,
  { isBrought = false, redeploys = false }: ConnectOptions = {},
): Promise<LiveService> {
  const { cluster, serviceName } = shape;
  const settle = () => settleExpress(deployment, { cluster, serviceName, name }, taskDefinition);
  let live = await settle();
  if (!isBrought) {
    // What the service is may have been unknown until now.
    const late = compareShape(shape, live);
    if (await updateExpress(deployment, shape, live, late, taskDefinition)) live = await settle();
  }
  const changes = compareShape(shape, live).filter(({ kind }) => kind === 'service-connect');
  if (changes.length === 0 && !redeploys) return live;
  const text = 'attaches Service Connect';
  deployment.progress({ id: `service ${name}`, state: 'working', text });
  await updatePlain(deployment, shape, changes, taskDefinition, { redeploys });
  return settle();
}
