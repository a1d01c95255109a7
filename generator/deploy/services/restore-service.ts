import type { Deployment } from '../deployment.ts';
import type { AppliedService } from './applied-service.ts';
import { bringing, changeService, makeService, replaceService } from './bring-service.ts';
import { readService } from './describe-services.ts';
import { isActive, operationOf } from './live-service.ts';
import { removeService } from './remove-service.ts';

/**
 * Puts a service back to what it was before an apply: its revision and what else the apply may have
 * changed. One that did not exist is taken away again. Run again, it does what is left.
 *
 * @returns whether anything was done
 */
export async function restoreService(
  deployment: Deployment,
  { service: name, action, cluster, serviceName, before }: AppliedService,
): Promise<boolean> {
  if (action === 'none') return false;
  const { aws, progress } = deployment;
  const id = `service ${name}`;
  const live = await readService(aws, cluster, name, serviceName);
  if (!before) {
    if (!live.service) return false;
    await removeService(deployment, live, cluster);
    progress({ id, state: 'done', text: 'taken away again: it did not exist before' });
    return true;
  }
  const { taskDefinition } = before;
  const work = bringing(name, before, live, taskDefinition);
  if (!isActive(live)) await makeService(deployment, work);
  else if (operationOf(live) !== before.operation) await replaceService(deployment, work);
  else if (work.changes.length === 0) return false;
  else await changeService(deployment, work);
  progress({ id, state: 'working', text: `put back to ${taskDefinition.split('/').at(-1)}` });
  return true;
}
