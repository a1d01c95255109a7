import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  ExecuteChangeSetCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { makeAws } from '../../generator/deploy/aws/aws.ts';
import { startEmulator, useInThisProcess } from './start-emulator.ts';

const GROUP = `
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: !Ref Words
`;
const LOGS = `
  Logs:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties: {LogGroupName: /logs/one, RetentionInDays: !Ref Days}
`;
const NAMESPACE = `
  Namespace:
    Type: AWS::ServiceDiscovery::HttpNamespace
    Properties: {Name: one}
`;

/** A template with some resources, and the namespace's ARN as an output when it is one of them. */
const template = (...resources: string[]) => `
Parameters:
  Words: {Type: String}
  Days: {Type: Number}
Resources:
${resources.join('')}
Outputs:
  Words: {Value: !Ref Words}
  ${resources.includes(NAMESPACE) ? 'Namespace: {Value: !GetAtt Namespace.Arn}' : ''}
`;

interface Wanted {
  readonly body: string;
  readonly words?: string;
  readonly tag?: string;
}

/** Changes one stack by change sets. */
class Stacks {
  readonly #client: CloudFormationClient;
  #count = 0;

  constructor(client: CloudFormationClient) {
    this.#client = client;
  }

  async propose(StackName: string, wanted: Wanted, type: 'CREATE' | 'UPDATE' = 'UPDATE') {
    this.#count += 1;
    const ChangeSetName = `set-${this.#count}`;
    await this.#client.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName,
        ChangeSetType: type,
        TemplateBody: wanted.body,
        Parameters: [
          { ParameterKey: 'Words', ParameterValue: wanted.words ?? 'first words' },
          { ParameterKey: 'Days', ParameterValue: '7' },
        ],
        Tags: [{ Key: 'project', Value: wanted.tag ?? 'shop' }],
      }),
    );
    const told = await this.#client.send(
      new DescribeChangeSetCommand({ StackName, ChangeSetName }),
    );
    const changes = (told.Changes ?? []).map(
      ({ ResourceChange: change }) =>
        `${change?.Action} ${change?.LogicalResourceId}${change?.Replacement === 'True' ? ' anew' : ''}`,
    );
    return { StackName, ChangeSetName, Status: told.Status, changes };
  }

  async apply(name: string, wanted: Wanted, type: 'CREATE' | 'UPDATE' = 'UPDATE') {
    const { StackName, ChangeSetName, changes } = await this.propose(name, wanted, type);
    await this.#client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
    return { changes, ...(await this.describe(name)) };
  }

  async describe(StackName: string): Promise<Stack> {
    const { Stacks = [] } = await this.#client.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0] as Stack;
  }

  /** What happened to a resource, newest first. */
  async events(StackName: string, id: string) {
    const { StackEvents = [] } = await this.#client.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    return StackEvents.filter((event) => event.LogicalResourceId === id);
  }

  async drop(StackName: string) {
    const { StackId } = await this.describe(StackName);
    await this.#client.send(new DeleteStackCommand({ StackName }));
    return StackId ?? '';
  }
}

async function start(t: TestContext) {
  const emulator = await startEmulator(t);
  if (!emulator) return undefined;
  useInThisProcess(t, emulator);
  const { cloudFormation } = makeAws('us-west-2', { retryDelay: () => 0 });
  return { emulator, cloudFormation, stacks: new Stacks(cloudFormation) };
}

test('a stack is changed by its template, a parameter or tags, and says so', async (t) => {
  const started = await start(t);
  if (!started) return;
  const { emulator, stacks } = started;
  const made = await stacks.apply('one', { body: template(GROUP) }, 'CREATE');
  assert.deepEqual(
    [made.StackStatus, made.changes, made.Outputs],
    ['CREATE_COMPLETE', ['Add Group'], [{ OutputKey: 'Words', OutputValue: 'first words' }]],
  );

  const more = await stacks.apply('one', { body: template(GROUP, LOGS, NAMESPACE) });
  assert.deepEqual(more.changes, ['Add Logs', 'Add Namespace']);
  assert.equal(more.StackStatus, 'UPDATE_COMPLETE');
  assert.match(more.Outputs?.[1]?.OutputValue ?? '', /:namespace\/ns-\w{16}$/);

  const body = template(GROUP, LOGS, NAMESPACE);
  assert.equal((await stacks.propose('one', { body })).Status, 'FAILED');
  const reworded = await stacks.apply('one', { body, words: 'other words' });
  assert.deepEqual(reworded.changes, ['Modify Group anew']);
  assert.equal(reworded.Outputs?.[0]?.OutputValue, 'other words');
  const retagged = await stacks.apply('one', { body, words: 'other words', tag: 'store' });
  assert.deepEqual([retagged.changes, retagged.Tags?.[0]?.Value], [[], 'store']);
  assert.equal(emulator.memory.stacks.size, 1);
});

test('what has to be retained stays, and is in the way of what would be made again', async (t) => {
  const started = await start(t);
  if (!started) return;
  const { emulator, stacks } = started;
  await stacks.apply('one', { body: template(GROUP, LOGS) }, 'CREATE');
  const less = await stacks.apply('one', { body: template(GROUP) });
  assert.deepEqual([less.StackStatus, less.changes], ['UPDATE_COMPLETE', ['Remove Logs']]);
  const groups = async () => {
    const { logGroups } = await emulator.moto.logs<{ logGroups: { logGroupName: string }[] }>(
      'DescribeLogGroups',
      {},
    );
    return logGroups.map(({ logGroupName }) => logGroupName);
  };
  assert.deepEqual(await groups(), ['/logs/one']);

  const again = await stacks.apply('one', { body: template(GROUP, LOGS) });
  assert.equal(again.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  const [failed] = await stacks.events('one', 'Logs');
  assert.equal(failed?.ResourceStatus, 'CREATE_FAILED');
  assert.match(failed?.ResourceStatusReason ?? '', /\/logs\/one.* already exists/);

  await emulator.moto.logs('DeleteLogGroup', { logGroupName: '/logs/one' });
  const other = await stacks.apply('two', { body: template(LOGS) }, 'CREATE');
  assert.equal(other.StackStatus, 'CREATE_COMPLETE');
  const id = await stacks.drop('two');
  assert.equal((await stacks.events(id, 'Logs'))[0]?.ResourceStatus, 'DELETE_SKIPPED');
  const remade = await stacks.apply('two', { body: template(LOGS) }, 'CREATE');
  assert.equal(remade.StackStatus, 'ROLLBACK_COMPLETE');
  await stacks.drop('two');
  assert.deepEqual(await groups(), ['/logs/one']);
});

test('what CloudFormation refuses is refused', async (t) => {
  const started = await start(t);
  if (!started) return;
  const { cloudFormation, stacks } = started;
  const role = `
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}
`;
  const create = (body: string) => stacks.apply('one', { body }, 'CREATE');
  await assert.rejects(create(template(role)), { name: 'InsufficientCapabilitiesException' });
  await assert.rejects(create(`${template(GROUP)}\n#${'x'.repeat(51_200)}`), {
    name: 'ValidationError',
  });
  await assert.rejects(stacks.apply('one', { body: template(GROUP) }), {
    message: /does not exist/,
  });
  await create(template(GROUP));
  await assert.rejects(create(template(GROUP)), { message: /already exists/ });

  const protect = (EnableTerminationProtection: boolean) =>
    cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName: 'one', EnableTerminationProtection }),
    );
  await protect(true);
  assert.equal((await stacks.describe('one')).EnableTerminationProtection, true);
  await assert.rejects(stacks.drop('one'), { message: /TerminationProtection is enabled/ });
  await protect(false);
  await stacks.drop('one');
  await assert.rejects(stacks.describe('one'), { message: 'Stack with id one does not exist' });
});

test('two stacks may have change sets of one name', async (t) => {
  const started = await start(t);
  if (!started) return;
  const { cloudFormation } = started;
  const name = (StackName: string) => ({ StackName, ChangeSetName: 'same' });
  for (const [stack, resources] of [
    ['one', [GROUP]],
    ['two', [GROUP, LOGS]],
  ] as const) {
    await cloudFormation.send(
      new CreateChangeSetCommand({
        ...name(stack),
        ChangeSetType: 'CREATE',
        TemplateBody: template(...resources),
        Parameters: ['Words', 'Days'].map((key) => ({ ParameterKey: key, ParameterValue: '7' })),
      }),
    );
  }
  const { Changes } = await cloudFormation.send(new DescribeChangeSetCommand(name('one')));
  assert.equal(Changes?.length, 1);
  await cloudFormation.send(new ExecuteChangeSetCommand(name('one')));
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({}));
  assert.deepEqual(
    Stacks?.map(({ StackName, StackStatus }) => [StackName, StackStatus]),
    [
      ['one', 'CREATE_COMPLETE'],
      ['two', 'REVIEW_IN_PROGRESS'],
    ],
  );
});

test('a stack has drifted where the test says so', async (t) => {
  const started = await start(t);
  if (!started) return;
  const { emulator, cloudFormation, stacks } = started;
  await stacks.apply('one', { body: template(GROUP, LOGS) }, 'CREATE');
  const StackName = 'one';
  const detect = async () => {
    const { StackDriftDetectionId } = await cloudFormation.send(
      new DetectStackDriftCommand({ StackName }),
    );
    const { StackDriftStatus } = await cloudFormation.send(
      new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
    );
    const { StackResourceDrifts = [] } = await cloudFormation.send(
      new DescribeStackResourceDriftsCommand({ StackName }),
    );
    return [
      StackDriftStatus,
      ...StackResourceDrifts.map(({ StackResourceDriftStatus }) => StackResourceDriftStatus),
    ];
  };
  assert.deepEqual(await detect(), ['IN_SYNC', 'IN_SYNC', 'IN_SYNC']);
  const drifted = { status: 'MODIFIED', differences: [] };
  emulator.memory.stacks.get('one')?.drifts.set('Group', drifted);
  assert.deepEqual(await detect(), ['DRIFTED', 'MODIFIED', 'IN_SYNC']);
});
