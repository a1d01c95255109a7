import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { awsOf, startScriptedAws } from '../scripted-aws.ts';
import { writeLog } from './logs.ts';

const logGroupName = '/ecs/app';
const logStreamName = 'app/app/1';

async function start(t: TestContext) {
  const scripted = await startScriptedAws(t);
  const { world, clock } = scripted;
  for (const name of [logGroupName, '/ecs/other', '/vpc/app']) {
    world.state.logs.groups.set(name, { createdAt: world.now(), streams: new Map() });
  }
  for (const line of ['one', 'two', 'three']) {
    writeLog(world, logGroupName, logStreamName, line);
    clock.advance(1_000);
  }
  const { logs } = awsOf(scripted);
  const get = async (more: object) =>
    logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...more }));
  return { scripted, logs, get };
}

const texts = ({ events = [] }: { events?: { message?: string | undefined }[] | undefined }) =>
  events.map(({ message }) => message);

test('the last lines are got, or all from the first on', async (t) => {
  const { get } = await start(t);
  assert.deepEqual(texts(await get({ limit: 2 })), ['two', 'three']);
  const first = await get({ limit: 2, startFromHead: true });
  assert.deepEqual(texts(first), ['one', 'two']);
  const second = await get({ nextToken: first.nextForwardToken });
  assert.deepEqual(texts(second), ['three']);
  const end = await get({ nextToken: second.nextForwardToken });
  assert.equal(end.nextForwardToken, second.nextForwardToken);
  await assert.rejects(get({ logStreamName: 'none' }), { name: 'ResourceNotFoundException' });
});

test('lines are found by words, streams and time', async (t) => {
  const { scripted, logs } = await start(t);
  writeLog(scripted.world, logGroupName, 'other/1', 'two more');
  const find = async (more: object) =>
    texts(await logs.send(new FilterLogEventsCommand({ logGroupName, ...more })));
  assert.deepEqual(await find({ filterPattern: '"two"' }), ['two', 'two more']);
  assert.deepEqual(await find({ logStreamNamePrefix: 'other' }), ['two more']);
  assert.deepEqual(await find({ startTime: scripted.clock.now() }), ['two more']);
});

test('groups and streams are listed by prefix, and a deleted group is gone', async (t) => {
  const { logs } = await start(t);
  const list = async () => {
    const found = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ecs/' }));
    return found.logGroups?.map((group) => group.logGroupName);
  };
  assert.deepEqual(await list(), ['/ecs/app', '/ecs/other']);
  const streams = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
  assert.deepEqual(
    streams.logStreams?.map((stream) => stream.logStreamName),
    [logStreamName],
  );
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  assert.deepEqual(await list(), ['/ecs/other']);
  await assert.rejects(logs.send(new DeleteLogGroupCommand({ logGroupName })), {
    name: 'ResourceNotFoundException',
  });
});
