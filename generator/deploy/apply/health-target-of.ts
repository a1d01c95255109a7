import type { Deployment } from '../deployment.ts';
import type { HealthTarget } from '../health/health-target.ts';
import type { AppliedService } from '../services/applied-service.ts';

/** What has to be healthy after a service was brought in line. */
export function targetOf({ release }: Deployment, applied: AppliedService): HealthTarget {
  const { service, cluster, serviceName, taskDefinition, before, deploymentId, startedAt } =
    applied;
  const wired = release.wiring.services.find(({ name }) => name === service);
  if (!wired) throw new Error(`the release has no service ${service}`);
  return {
    service,
    cluster,
    serviceName,
    taskDefinition,
    ...(before && { before: before.taskDefinition }),
    task: wired.task.value,
    desired:
      wired.service?.value.desiredCount ?? wired.express?.value.scalingTarget?.minTaskCount ?? 1,
    ...(deploymentId && { deployment: deploymentId }),
    since: Date.parse(startedAt),
  };
}
