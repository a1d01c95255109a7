import type { TestContext } from 'node:test';
import {
  DescribeServicesCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { bringUpService, bringUpStacks } from '../../../../test/scripted-aws/bring-up.ts';
import { awsOf, startScriptedAws } from '../../../../test/scripted-aws/scripted-aws.ts';
import { repository } from '../../../../test/support/scratch.ts';
import type { AwsCall } from '../../aws/observe.ts';
import type { Deployment } from '../../deployment.ts';
import type { WorkEvent } from '../../progress.ts';
import { readRelease } from '../../release/read-release.ts';
import { resolveOutputs } from '../../release/resolve-outputs.ts';
import type { HealthTarget } from '../health-target.ts';

export const CLUSTER = 'shop-dev';
export const NAME = 'mcp-server';

/** An account in which one service of this repository is up, and a revision of it to go over to. */
export async function startService(t: TestContext, service = NAME) {
  const scripted = await startScriptedAws(t);
  const calls: AwsCall[] = [];
  const events: WorkEvent[] = [];
  const aws = awsOf(scripted, { observe: (call) => calls.push(call) });
  const release = readRelease(repository, 'dev');
  const outputs = await bringUpStacks(aws, release);
  const before = await bringUpService(aws, release, outputs, service);
  const wired = release.wiring.services.find(({ name }) => name === service);
  const task = resolveOutputs(
    wired?.task.value ?? { family: '', containerDefinitions: [] },
    outputs,
  );
  const register = async () => {
    const { taskDefinition } = await aws.ecs.send(new RegisterTaskDefinitionCommand(task));
    return taskDefinition?.taskDefinitionArn ?? '';
  };
  const deployment: Deployment = { release, aws, progress: (event) => events.push(event) };
  const target: HealthTarget = {
    service,
    cluster: CLUSTER,
    serviceName: service,
    taskDefinition: before,
    before,
    task,
    desired: wired?.service?.value.desiredCount ?? 1,
  };
  const describe = async () => {
    const command = new DescribeServicesCommand({ cluster: CLUSTER, services: [service] });
    return (await aws.ecs.send(command)).services?.[0];
  };
  /** Goes over to a new revision, and what should come of that. */
  const update = async (change: object = {}): Promise<HealthTarget> => {
    const taskDefinition = await register();
    const input = { cluster: CLUSTER, service, taskDefinition, ...change };
    const { service: updated } = await aws.ecs.send(new UpdateServiceCommand(input));
    const id = updated?.deployments?.[0]?.id;
    return { ...target, taskDefinition, since: aws.clock.now(), ...(id && { deployment: id }) };
  };
  return { scripted, aws, deployment, target, calls, events, describe, update };
}
