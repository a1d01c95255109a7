import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetImageCommand } from '@aws-sdk/client-ecr';
import {
  CreateExpressGatewayServiceCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { type Aws, makeAws } from '../../generator/deploy/aws/aws.ts';
import type { AwsCall } from '../../generator/deploy/aws/observe.ts';
import { readRelease } from '../../generator/deploy/release/read-release.ts';
import type { Release } from '../../generator/deploy/release/release.ts';
import { type Outputs, resolveOutputs } from '../../generator/deploy/release/resolve-outputs.ts';
import { serviceStep, stepsOf } from '../../generator/wiring/read-manifest.ts';
import { playVpc } from './play-vpc.ts';
import { scratchEnvironment } from './scratch-environment.ts';
import { startEmulator, useInThisProcess } from './start-emulator.ts';
import { assertValidRequests } from './valid-requests.ts';
import { whatIsLeft } from './what-is-left.ts';

/** The service of which the own program runs. */
const SERVER = 'mcp-server';
const CLUSTER = 'shop-dev';

test('the rendered stacks and services of dev can be made, and nothing of the stacks is left', async (t) => {
  const vpc = playVpc(t);
  const emulator = await startEmulator(t, vpc);
  if (!emulator) return;
  useInThisProcess(t, emulator);
  const { root, releaseAll } = scratchEnvironment(t, emulator);
  await releaseAll('1');
  const release = readRelease(root, 'dev');
  await vpc.start(emulator, release, SERVER);
  const calls: AwsCall[] = [];
  const aws = makeAws('us-west-2', { observe: (call) => calls.push(call), retryDelay: () => 0 });

  const outputs = await makeStacks(aws, release);
  assert.match(outputs.get('network')?.get('VpcId') ?? '', /^vpc-/);
  assert.match(
    outputs.get('platform')?.get('NamespaceArn') ?? '',
    /^arn:aws:servicediscovery:us-west-2:111111111111:namespace\/ns-/,
  );
  await imagesAreThere(aws, release);
  await makeServices(aws, release, outputs);
  await taskReachesServer(aws, release);
  await servicesCanBeChanged(aws);

  await stackInUseStays(aws);
  await removeServices(aws, release);
  for (const { stackName } of stepsOf(release.manifest, 'stacks').toReversed()) {
    await aws.cloudFormation.send(new DeleteStackCommand({ StackName: stackName }));
    await assert.rejects(
      aws.cloudFormation.send(new DescribeStacksCommand({ StackName: stackName })),
      { name: 'ValidationError', message: `Stack with id ${stackName} does not exist` },
    );
  }
  const { 'log group': logs = [], bucket = [], ...left } = await whatIsLeft(emulator);
  assert.deepEqual(left, {});
  assert.ok(logs.length > 0 && bucket.length > 0, 'what a stack has to retain is there');
  assert.equal(emulator.calls().length, calls.length);
  assert.ok(emulator.mutations().length < calls.length);
  await assertValidRequests(t, calls);
});

async function makeStacks(aws: Aws, release: Release): Promise<Outputs> {
  const outputs = new Map<string, ReadonlyMap<string, string>>();
  for (const step of stepsOf(release.manifest, 'stacks')) {
    const { stack = '', stackName, template = '', parameters = '', capabilities } = step;
    const TemplateBody = release.texts.get(template);
    const input = {
      StackName: stackName,
      ChangeSetName: 'first',
      TemplateBody,
      Parameters: resolveOutputs(JSON.parse(release.texts.get(parameters) ?? ''), outputs),
      Capabilities: capabilities as 'CAPABILITY_IAM'[],
      Tags: [{ Key: 'project', Value: 'shop' }],
    };
    const named = { StackName: stackName, ChangeSetName: 'first' };
    await aws.cloudFormation.send(
      new CreateChangeSetCommand({ ...input, ChangeSetType: 'CREATE' }),
    );
    const set = await aws.cloudFormation.send(new DescribeChangeSetCommand(named));
    assert.equal(set.Status, 'CREATE_COMPLETE');
    const resources = release.wiring.stacks.find(({ name }) => name === stack)?.resources ?? [];
    assert.equal(set.Changes?.length, resources.length);
    await aws.cloudFormation.send(new ExecuteChangeSetCommand(named));
    const { Stacks = [] } = await aws.cloudFormation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    assert.equal(Stacks[0]?.StackStatus, 'CREATE_COMPLETE');
    assert.deepEqual(Stacks[0]?.Tags, input.Tags);
    const told = Stacks[0]?.Outputs ?? [];
    outputs.set(
      stack,
      new Map(told.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    );
    const got = await aws.cloudFormation.send(new GetTemplateCommand({ StackName: stackName }));
    assert.equal(got.TemplateBody, TemplateBody);
    const { StackEvents = [] } = await aws.cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: stackName }),
    );
    assert.equal(StackEvents[0]?.ResourceStatus, 'CREATE_COMPLETE');
    assert.equal(StackEvents.length, 3 + 2 * resources.length);
    // A second change set of the same says that there is nothing to do.
    const second = { ...named, ChangeSetName: 'second' };
    await aws.cloudFormation.send(
      new CreateChangeSetCommand({ ...input, ...second, ChangeSetType: 'UPDATE' }),
    );
    const same = await aws.cloudFormation.send(new DescribeChangeSetCommand(second));
    assert.equal(same.Status, 'FAILED');
    assert.match(same.StatusReason ?? '', /didn't contain changes/);
  }
  return outputs;
}

async function imagesAreThere(aws: Aws, release: Release): Promise<void> {
  for (const { containers } of release.wiring.services) {
    const [repository = '', imageDigest] =
      containers[0]?.image?.split('/').slice(1).join('/').split('@') ?? [];
    const { images = [] } = await aws.ecr('us-west-2').send(
      new BatchGetImageCommand({
        registryId: '111111111111',
        repositoryName: repository,
        imageIds: [{ imageDigest }],
      }),
    );
    assert.equal(images[0]?.imageId?.imageDigest, imageDigest);
  }
}

async function makeServices(aws: Aws, release: Release, outputs: Outputs): Promise<void> {
  const names: string[] = [];
  for (const { name } of release.wiring.services) {
    const step = serviceStep(release.manifest, name);
    const read = (path: string) =>
      resolveOutputs(JSON.parse(release.texts.get(path) ?? ''), outputs);
    const { taskDefinition } = await aws.ecs.send(
      new RegisterTaskDefinitionCommand(read(`task-definitions/${name}.json`)),
    );
    const revision = taskDefinition?.taskDefinitionArn;
    const input = read(`services/${name}.json`);
    names.push(input.serviceName);
    if (step?.operation === 'CreateExpressGatewayService') {
      await aws.ecs.send(
        new CreateExpressGatewayServiceCommand({ ...input, taskDefinitionArn: revision }),
      );
      continue;
    }
    const serviceConnectConfiguration = read(`service-connect/${name}.json`);
    await aws.ecs.send(new CreateServiceCommand({ ...input, serviceConnectConfiguration }));
    await assert.rejects(aws.ecs.send(new CreateServiceCommand(input)), {
      name: 'InvalidParameterException',
    });
  }
  const cluster = `${release.manifest.project}-${release.environment}`;
  const { services = [] } = await aws.ecs.send(
    new DescribeServicesCommand({ cluster, services: names, include: ['TAGS'] }),
  );
  assert.deepEqual(
    services.map(({ deployments }) => deployments?.map(({ rolloutState }) => rolloutState)),
    names.map(() => ['COMPLETED']),
  );
  for (const { serviceName, runningCount = 0, deployments, taskDefinition } of services) {
    assert.equal(deployments?.[0]?.taskDefinition, taskDefinition);
    const { taskArns = [] } = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName }));
    assert.equal(taskArns.length, runningCount);
    const { tasks = [] } = await aws.ecs.send(
      new DescribeTasksCommand({ cluster, tasks: taskArns }),
    );
    assert.ok(tasks.every(({ healthStatus }) => healthStatus === 'HEALTHY'));
  }
}

async function stackInUseStays(aws: Aws): Promise<void> {
  const StackName = 'shop-dev-platform';
  await aws.cloudFormation.send(new DeleteStackCommand({ StackName }));
  const { Stacks } = await aws.cloudFormation.send(new DescribeStacksCommand({ StackName }));
  assert.equal(Stacks?.[0]?.StackStatus, 'DELETE_FAILED');
}

async function removeServices(aws: Aws, { manifest, environment }: Release): Promise<void> {
  const cluster = `${manifest.project}-${environment}`;
  const { serviceArns = [] } = await aws.ecs.send(new ListServicesCommand({ cluster }));
  assert.equal(serviceArns.length, 3);
  for (const service of serviceArns) {
    await aws.ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
  }
  const { services } = await aws.ecs.send(
    new DescribeServicesCommand({ cluster, services: serviceArns }),
  );
  assert.deepEqual(
    services?.map(({ status }) => status),
    serviceArns.map(() => 'INACTIVE'),
  );
  const { taskDefinitionArns = [] } = await aws.ecs.send(new ListTaskDefinitionsCommand({}));
  for (const taskDefinition of taskDefinitionArns) {
    await aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
  }
}

/** Asks the first task, at its address in the VPC, whether it lives. */
const ASK = `
  const [address] = process.argv.slice(1);
  fetch('http://' + address + '/healthz').then(
    (answer) => console.log('answers', answer.status),
    (error) => { console.log(String(error)); process.exit(3); },
  );
`;

async function taskReachesServer(aws: Aws, release: Release): Promise<void> {
  const task = release.wiring.services.find(({ name }) => name === SERVER)?.task.value;
  const container = task?.containerDefinitions?.[0];
  const port = container?.portMappings?.[0]?.containerPort;
  const serviceName = SERVER;
  const listed = await aws.ecs.send(new ListTasksCommand({ cluster: CLUSTER, serviceName }));
  const { tasks: running = [] } = await aws.ecs.send(
    new DescribeTasksCommand({ cluster: CLUSTER, tasks: listed.taskArns }),
  );
  const detail = running[0]?.attachments?.[0]?.details?.find(
    ({ name }) => name === 'privateIPv4Address',
  );
  const command = ['node', '-e', ASK, `${detail?.value}:${port}`];
  const run = (clientToken: string) =>
    aws.ecs.send(
      new RunTaskCommand({
        cluster: CLUSTER,
        taskDefinition: task?.family,
        launchType: 'FARGATE',
        clientToken,
        overrides: { containerOverrides: [{ name: container?.name, command }] },
      }),
    );
  const first = (await run('one')).tasks?.[0]?.taskArn ?? '';
  assert.equal((await run('one')).tasks?.[0]?.taskArn, first);
  const { tasks = [] } = await aws.ecs.send(
    new DescribeTasksCommand({ cluster: CLUSTER, tasks: [first] }),
  );
  assert.equal(tasks[0]?.lastStatus, 'STOPPED');
  assert.equal(tasks[0]?.containers?.[0]?.exitCode, 0);
  const { events = [] } = await aws.logs.send(
    new GetLogEventsCommand({
      logGroupName: `/ecs/shop-dev/${SERVER}`,
      logStreamName: `${SERVER}/${container?.name}/${first.split('/').at(-1)}`,
    }),
  );
  assert.deepEqual(
    events.map(({ message }) => message),
    ['answers 200'],
  );
}

async function servicesCanBeChanged(aws: Aws): Promise<void> {
  const service = { cluster: CLUSTER, service: SERVER };
  const describe = async () => {
    const { services } = await aws.ecs.send(
      new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVER] }),
    );
    return services?.[0];
  };
  const before = await describe();
  await aws.ecs.send(new UpdateServiceCommand({ ...service, desiredCount: 3 }));
  const scaled = await describe();
  assert.deepEqual(scaled?.deployments?.[0]?.id, before?.deployments?.[0]?.id);
  assert.equal(scaled?.runningCount, 3);
  await aws.ecs.send(new UpdateServiceCommand({ ...service, forceNewDeployment: true }));
  const anew = await describe();
  assert.notEqual(anew?.deployments?.[0]?.id, before?.deployments?.[0]?.id);
  assert.deepEqual(
    anew?.deployments?.[0]?.serviceConnectConfiguration,
    before?.deployments?.[0]?.serviceConnectConfiguration,
  );
  const serviceConnectConfiguration = { enabled: true, services: [{ portName: 'gone' }] };
  await assert.rejects(
    aws.ecs.send(new UpdateServiceCommand({ ...service, serviceConnectConfiguration })),
    { name: 'InvalidParameterException', message: /portName\(gone\)/ },
  );
  const { serviceDeployments = [] } = await aws.ecs.send(
    new ListServiceDeploymentsCommand(service),
  );
  assert.equal(serviceDeployments.length, 2);
}
