import {
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateExpressGatewayServiceCommand,
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import type { Aws } from '../../generator/deploy/aws/aws.ts';
import type { Release } from '../../generator/deploy/release/release.ts';
import { type Outputs, resolveOutputs } from '../../generator/deploy/release/resolve-outputs.ts';
import { type Step, stepsOf } from '../../generator/wiring/read-manifest.ts';

/** More than any stack or service takes here. */
const LONG = 3_600_000;

/**
 * Brings up the stacks of a release by plain SDK calls, for tests that begin where they are there.
 *
 * @returns what they tell, by the stack's name in this repository
 */
export async function bringUpStacks(aws: Aws, release: Release): Promise<Outputs> {
  const outputs = new Map<string, ReadonlyMap<string, string>>();
  for (const step of stepsOf(release.manifest, 'stacks')) {
    outputs.set(step.stack ?? '', await bringUpStack(aws, release, step, outputs));
  }
  return outputs;
}

async function bringUpStack(aws: Aws, release: Release, step: Step, outputs: Outputs) {
  const { stackName: StackName = '', template = '', parameters = '' } = step;
  const ofStack = { StackName, ChangeSetName: 'first' };
  await aws.cloudFormation.send(
    new CreateChangeSetCommand({
      ...ofStack,
      ChangeSetType: 'CREATE',
      TemplateBody: release.texts.get(template) ?? '',
      Parameters: resolveOutputs(JSON.parse(release.texts.get(parameters) ?? '[]'), outputs),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Tags: [
        { Key: 'project', Value: release.manifest.project },
        { Key: 'environment', Value: release.environment },
      ],
    }),
  );
  await aws.clock.sleep(LONG);
  await aws.cloudFormation.send(new ExecuteChangeSetCommand(ofStack));
  await aws.clock.sleep(LONG);
  const { Stacks: [stack] = [] } = await aws.cloudFormation.send(
    new DescribeStacksCommand({ StackName }),
  );
  if (stack?.StackStatus !== 'CREATE_COMPLETE') {
    throw new Error(`${StackName} is ${stack?.StackStatus}: ${stack?.StackStatusReason}`);
  }
  return new Map((stack.Outputs ?? []).map((one) => [one.OutputKey ?? '', one.OutputValue ?? '']));
}

/**
 * Brings up a service of a release by plain SDK calls, and waits until its tasks are healthy.
 *
 * @returns ARN of its task definition's revision
 */
export async function bringUpService(
  aws: Aws,
  release: Release,
  outputs: Outputs,
  name: string,
): Promise<string> {
  const service = release.wiring.services.find((one) => one.name === name);
  if (!service) throw new Error(`the release has no service ${name}`);
  const { taskDefinition } = await aws.ecs.send(
    new RegisterTaskDefinitionCommand(resolveOutputs(service.task.value, outputs)),
  );
  const arn = taskDefinition?.taskDefinitionArn ?? '';
  if (service.express) {
    const input = resolveOutputs(service.express.value, outputs);
    await aws.ecs.send(
      new CreateExpressGatewayServiceCommand({ ...input, taskDefinitionArn: arn }),
    );
  } else if (service.service) {
    const input = resolveOutputs(service.service.value, outputs);
    const connect = service.connect && resolveOutputs(service.connect.value, outputs);
    await aws.ecs.send(
      new CreateServiceCommand({
        ...input,
        taskDefinition: arn,
        ...(connect && { serviceConnectConfiguration: connect }),
      }),
    );
  }
  await aws.clock.sleep(LONG);
  return arn;
}
