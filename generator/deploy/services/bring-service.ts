import type { Deployment } from '../deployment.ts';
import { connectExpress, createExpress, updateExpress } from './bring-express.ts';
import { createPlain, updatePlain } from './bring-plain.ts';
import { compareShape, type ServiceChange } from './compare-service.ts';
import { readService } from './describe-services.ts';
import { isActive, type LiveService, operationOf, runningRevision } from './live-service.ts';
import { removeService } from './remove-service.ts';
import { setTags } from './set-tags.ts';
import { waitGone } from './wait-gone.ts';
import type { ServiceShape } from './wanted-service.ts';

/** What a service is to be, and what is already known of it. */
export interface Bringing {
  readonly name: string;
  readonly shape: ServiceShape;
  readonly live: LiveService;
  /** ARN of the revision that it is to run. */
  readonly taskDefinition: string;
  /** What differs besides; nothing is compared twice. */
  readonly changes: readonly ServiceChange[];
  /** Whether tasks are started anew though nothing else asks for it. */
  readonly redeploys?: boolean;
}

/** Makes a service that is not there; where one is found after all, it is changed. @returns what there is then */
export async function makeService(
  deployment: Deployment,
  { name, shape, live, taskDefinition }: Omit<Bringing, 'changes'>,
): Promise<LiveService> {
  const { cluster, serviceName } = shape;
  if (live.service && !isActive(live)) {
    deployment.progress({ id: `service ${name}`, state: 'working', text: 'waits for the old one' });
    await waitGone(deployment, cluster, serviceName);
  }
  deployment.progress({ id: `service ${name}`, state: 'working', text: 'is created' });
  if (shape.operation === 'CreateService') {
    const service = await createPlain(deployment, shape, taskDefinition);
    if (service) return { name, service };
  } else if (await createExpress(deployment, shape, taskDefinition)) {
    return connectExpress(deployment, shape, name, taskDefinition, { isBrought: true });
  }
  const found = await readService(deployment.aws, cluster, name, serviceName);
  return changeService(deployment, bringing(name, shape, found, taskDefinition));
}

/** What is to be done for a service to run a revision in a shape. */
export const bringing = (
  name: string,
  shape: ServiceShape,
  live: LiveService,
  taskDefinition: string,
): Bringing => ({
  name,
  shape,
  live,
  taskDefinition,
  changes: [
    ...(runningRevision(live) === taskDefinition ? [] : [revisionChange(shape, taskDefinition)]),
    ...compareShape(shape, live),
  ],
});

const revisionChange = ({ operation }: ServiceShape, after: string): ServiceChange => ({
  kind: operation === 'CreateService' ? 'service' : 'express-service',
  effect: 'deploys',
  path: 'taskDefinition',
  after,
});

/** Changes what differs of a service. @returns what there is then */
export async function changeService(
  deployment: Deployment,
  { name, shape, live, taskDefinition, changes, redeploys = false }: Bringing,
): Promise<LiveService> {
  deployment.progress({ id: `service ${name}`, state: 'working', text: 'is updated' });
  const { serviceArn = '', tags } = live.service ?? {};
  await setTags(deployment.aws, serviceArn, shape.input.tags ?? [], tags);
  if (shape.operation === 'CreateService') {
    const service = await updatePlain(deployment, shape, changes, taskDefinition, { redeploys });
    return service ? { name, service } : live;
  }
  const isBrought = await updateExpress(deployment, shape, live, changes, taskDefinition);
  if (!isBrought && changes.some(({ path }) => path === 'rolloutState')) {
    await updatePlain(deployment, shape, changes, taskDefinition);
  }
  return connectExpress(deployment, shape, name, taskDefinition, { isBrought, redeploys });
}

/** Deletes a service that can't be changed into what it is to be, and makes it anew. */
export async function replaceService(
  deployment: Deployment,
  { name, shape, live, taskDefinition }: Omit<Bringing, 'changes'>,
): Promise<LiveService> {
  const kind = operationOf(live) === shape.operation ? '' : `, ${shape.operation} after`;
  const text = `is deleted to be made anew${kind}`;
  deployment.progress({ id: `service ${name}`, state: 'working', text });
  await removeService(deployment, live, shape.cluster);
  return makeService(deployment, { name, shape, live: { name }, taskDefinition });
}
