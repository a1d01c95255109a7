import {
  DeleteScalingPolicyCommand,
  ObjectNotFoundException,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Deployment } from '../deployment.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { compareScaling, policyChanges, targetChanges } from './compare-scaling.ts';
import { withFreshRoles } from './fresh-roles.ts';
import type { LiveService } from './live-service.ts';
import { readLiveServices } from './live-services.ts';
import { liveOf } from './plan-services.ts';
import { taskCount } from './read-scaling.ts';
import { stopScaling } from './remove-service.ts';
import type { ScalingStep } from './service-step.ts';
import { type WantedService, wantedService } from './wanted-service.ts';

/** Brings the scaling of one service to what its file says, by what differs now. */
export async function applyScaling(
  deployment: Deployment,
  { service }: ScalingStep,
  outputs: Outputs,
): Promise<void> {
  const { aws, progress, release } = deployment;
  const id = `scaling ${service}`;
  const wanted = wantedService(release, service, outputs);
  const live = liveOf(await readLiveServices(deployment, outputs, { only: [service] }), service);
  if (compareScaling(wanted, live).length === 0) {
    progress({ id, state: 'unchanged', text: 'as its file says' });
    return;
  }
  if (!wanted.scaling) {
    await stopScaling(aws, wanted.cluster, wanted.serviceName);
    progress({ id, state: 'done', text: 'scales no more' });
    return;
  }
  await setScaling(deployment, wanted, live);
  const { MinCapacity, MaxCapacity } = wanted.scaling.target;
  progress({ id, state: 'done', text: `${MinCapacity} to ${MaxCapacity} tasks` });
}

async function setScaling(
  { aws }: Deployment,
  { cluster, serviceName, scaling }: WantedService,
  live: LiveService,
): Promise<void> {
  if (!scaling) return;
  if (targetChanges(scaling.target, live).length > 0) {
    await withFreshRoles(aws.clock, () =>
      aws.scaling.send(new RegisterScalableTargetCommand(scaling.target)),
    );
  }
  const told = live.scaling?.policies ?? [];
  for (const policy of scaling.policies) {
    const own = told.find(({ PolicyName }) => PolicyName === policy.PolicyName);
    if (policyChanges(policy, own).length > 0) {
      await aws.scaling.send(new PutScalingPolicyCommand(policy));
    }
  }
  for (const { PolicyName } of told) {
    if (scaling.policies.some((policy) => policy.PolicyName === PolicyName)) continue;
    try {
      const gone = { PolicyName, ...taskCount(cluster, serviceName) };
      await aws.scaling.send(new DeleteScalingPolicyCommand(gone));
    } catch (error) {
      if (!(error instanceof ObjectNotFoundException)) throw error;
    }
  }
}
