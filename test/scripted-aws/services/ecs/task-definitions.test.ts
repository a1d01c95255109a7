import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTagsForResourceCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecs';
import { awsOf, startScriptedAws } from '../../scripted-aws.ts';

const input = {
  family: 'app',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    {
      name: 'app',
      image: 'app:1',
      portMappings: [{ containerPort: 80 }],
      healthCheck: { command: ['CMD', 'true'] },
      logConfiguration: { logDriver: 'awslogs', options: {} },
    },
  ],
  tags: [{ key: 'a', value: '1' }],
} as const;
const register = () => new RegisterTaskDefinitionCommand(structuredClone(input) as never);

test('what was not said has its default in the answer', async (t) => {
  const { ecs } = awsOf(await startScriptedAws(t));
  const { taskDefinition, tags } = await ecs.send(register());
  const [container] = taskDefinition?.containerDefinitions ?? [];
  assert.deepEqual(container, {
    name: 'app',
    image: 'app:1',
    cpu: 0,
    essential: true,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
    healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
    logConfiguration: { logDriver: 'awslogs', options: {}, secretOptions: [] },
  });
  assert.deepEqual(tags, input.tags);
  assert.equal(taskDefinition?.status, 'ACTIVE');
  assert.ok(taskDefinition?.registeredAt instanceof Date);
});

test('a family is its latest revision that is active', async (t) => {
  const { ecs } = awsOf(await startScriptedAws(t));
  await ecs.send(register());
  await ecs.send(register());
  const describe = (taskDefinition: string) =>
    ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));
  assert.equal((await describe('app')).taskDefinition?.revision, 2);
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'app:2' }));
  assert.equal((await describe('app')).taskDefinition?.revision, 1);
  assert.equal((await describe('app:2')).taskDefinition?.status, 'INACTIVE');
  assert.deepEqual((await describe('app:1')).tags, input.tags);
  const list = async (more: object) =>
    (
      await ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: 'app', ...more }))
    ).taskDefinitionArns?.map((arn) => arn.split('/').at(-1));
  assert.deepEqual(await list({}), ['app:1']);
  assert.deepEqual(await list({ status: 'INACTIVE' }), ['app:2']);
  const familiesOf = async (familyPrefix: string) =>
    (await ecs.send(new ListTaskDefinitionFamiliesCommand({ familyPrefix, status: 'ACTIVE' })))
      .families;
  assert.deepEqual(await familiesOf('ap'), ['app']);
  assert.deepEqual(await familiesOf('other'), []);
  const missing = { name: 'ClientException', message: 'Unable to describe task definition.' };
  await assert.rejects(describe('none'), missing);
});

test('tags are added, changed and taken away', async (t) => {
  const { ecs } = awsOf(await startScriptedAws(t));
  const { taskDefinition } = await ecs.send(register());
  const resourceArn = taskDefinition?.taskDefinitionArn ?? '';
  const tags = [
    { key: 'a', value: '2' },
    { key: 'b', value: '3' },
  ];
  await ecs.send(new TagResourceCommand({ resourceArn, tags }));
  const list = async () => (await ecs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
  assert.deepEqual(await list(), tags);
  await ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
  assert.deepEqual(await list(), tags.slice(1));
});
