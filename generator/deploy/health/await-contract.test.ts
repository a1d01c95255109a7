import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { Task } from '@aws-sdk/client-ecs';
import { startApp } from '../../../services/mcp-server/test-support/start-app.ts';
import { Failure } from '../../diagnostics.ts';
import type { Contract } from '../../render/contract.ts';
import { contractOf, probeService } from './await-contract.ts';
import type { InsideRequest } from './probe-command.ts';
import { NAME, startService } from './test-support/start-service.ts';

const requestOf = ({ overrides }: Task): InsideRequest =>
  JSON.parse(overrides?.containerOverrides?.[0]?.command?.at(-1) ?? '');

interface Answer {
  readonly at: string;
  readonly list?: number;
  readonly error?: string;
}

/** What the script writes. */
const reportLines = (answers: readonly Answer[], lists: readonly unknown[]): string[] => [
  'a line of something else',
  `mcp-probe 1/1 ${JSON.stringify({ answers, lists })}`,
];

async function start(t: TestContext) {
  const started = await startService(t);
  const { deployment, scripted } = started;
  const contract = contractOf(deployment, NAME) as Contract;
  /** What each task answers, by its place in the request. */
  const answer = (of: (at: string, index: number) => Answer, ...lists: unknown[]) => {
    scripted.state.ecs.runOutcome = (task) => {
      const answers = requestOf(task).targets.map(of);
      const exitCode = answers.some(({ error }) => error) ? 1 : 0;
      return { exitCode, lines: reportLines(answers, lists) };
    };
  };
  const probes = () =>
    scripted.state.ecs.tasks
      .filter(({ value }) => value.startedBy === 'probe')
      .map(({ value }) => value);
  return { ...started, contract, answer, probes };
}

const findingsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  assert.equal(error.exitCode, 1);
  for (const { code } of error.diagnostics) assert.equal(code, 'deploy/contract');
  return error.diagnostics;
};

test('every task is asked, from a one-off task beside them, as clients ask', async (t) => {
  const { deployment, target, contract, answer, probes, calls, events, describe, scripted } =
    await start(t);
  answer((at) => ({ at, list: 0 }), contract.tools);
  const probed = await probeService(deployment, target);
  assert.deepEqual(probed, { service: NAME, from: 'inside', tasks: 2 });
  const [task, ...more] = probes();
  assert.deepEqual(more, []);
  const addresses = scripted.state.ecs.tasks
    .filter(({ service, value }) => service === NAME && value.lastStatus === 'RUNNING')
    .map(
      ({ value }) =>
        value.attachments?.[0]?.details?.find(({ name }) => name === 'privateIPv4Address')?.value,
    );
  const { targets, host, path } = requestOf(task ?? {});
  assert.deepEqual(
    targets,
    addresses.map((address) => `${address}:8080`),
  );
  assert.deepEqual([host, path], ['mcp-server:8080', '/mcp']);
  const run = calls.find(({ operation }) => operation === 'RunTask')?.input as Record<
    string,
    unknown
  >;
  assert.equal(run.taskDefinition, target.taskDefinition);
  assert.deepEqual(run.networkConfiguration, (await describe())?.networkConfiguration);
  assert.match(String(run.clientToken), /^[!-~]{1,64}$/);
  assert.deepEqual(run.tags, [
    { key: 'project', value: 'shop' },
    { key: 'environment', value: 'dev' },
    { key: 'service', value: NAME },
    { key: 'purpose', value: 'probe' },
  ]);
  assert.deepEqual(events.at(-1), {
    id: `service ${NAME} probe`,
    parent: `service ${NAME}`,
    state: 'done',
    text: `${contract.tools.length} tools as in the contract, on 2 tasks`,
  });
});

test('a description that follows the data is no difference, a missing tool is', async (t) => {
  const { deployment, target, contract, answer } = await start(t);
  const [first, ...rest] = contract.tools;
  answer((at) => ({ at, list: 0 }), [...rest, { ...first, description: 'Finds one of 3 things.' }]);
  await probeService(deployment, target);
  answer((at) => ({ at, list: 0 }), rest);
  const [found, ...others] = await findingsOf(probeService(deployment, target));
  assert.deepEqual(others, []);
  assert.match(
    found?.message ?? '',
    /^every task of mcp-server has other tools: .*the tool is gone/,
  );
});

test('one stale task among others is found and named', async (t) => {
  const { deployment, target, contract, answer, scripted } = await start(t);
  answer((at, index) => ({ at, list: index }), contract.tools, contract.tools.slice(1));
  const [found, ...others] = await findingsOf(probeService(deployment, target));
  assert.deepEqual(others, []);
  const stale = scripted.state.ecs.tasks.filter(({ service }) => service === NAME)[1]?.value
    .taskArn;
  assert.ok(found?.message.startsWith(`task ${stale?.split('/').at(-1)} (10.`));
});

test('tasks that do not answer are told with what that mostly means', async (t) => {
  const { deployment, target, contract, answer } = await start(t);
  const errors = ['connect ETIMEDOUT 10.0.0.4:8080', 'HTTP 403 token=abc123'];
  answer((at, index) => ({ at, error: errors[index] ?? '' }), contract.tools);
  const found = await findingsOf(probeService(deployment, target));
  assert.equal(found.length, 2);
  assert.match(found[0]?.hint ?? '', /security group lets itself in/);
  assert.match(found[1]?.hint ?? '', /ALLOWED_HOSTS/);
  assert.doesNotMatch(found[1]?.message ?? '', /abc123/);
});

test('tools that are none by MCP are told, not thrown', async (t) => {
  const { deployment, target, answer } = await start(t);
  answer((at) => ({ at, list: 0 }), [{ name: 'a tool', inputSchema: { type: 'object' } }]);
  const [found] = await findingsOf(probeService(deployment, target));
  assert.match(found?.message ?? '', /none by MCP/);
});

test('a probe that hangs is stopped at our deadline', async (t) => {
  const { deployment, target, scripted, probes } = await start(t);
  scripted.state.ecs.runOutcome = () => ({ hangs: true });
  const [found] = await findingsOf(probeService(deployment, target));
  assert.match(found?.message ?? '', /did not end in 6 minutes/);
  assert.equal(probes()[0]?.desiredStatus, 'STOPPED');
});

test('a probe that can’t start says why', async (t) => {
  const { deployment, target, scripted } = await start(t);
  scripted.state.ecs.runOutcome = () => ({
    stoppedReason:
      'ResourceInitializationError: failed to validate logger args: The specified log group does not exist.',
  });
  const [found] = await findingsOf(probeService(deployment, target));
  assert.match(found?.message ?? '', /did not run: the log group is not there/);
});

test('an answer that arrives late in the log is waited for, one that never arrives is not for ever', async (t) => {
  const { deployment, target, contract, scripted, aws } = await start(t);
  const { streams } = scripted.state.logs.groups.get(`/ecs/shop-dev/${NAME}`) ?? assert.fail();
  scripted.state.ecs.runOutcome = (task) => {
    const stream = `${NAME}/${NAME}/${task.taskArn?.split('/').at(-1)}`;
    const answers = requestOf(task).targets.map((at) => ({ at, list: 0 }));
    scripted.clock.after(60_000, () => {
      const at = scripted.clock.now();
      streams.set(
        stream,
        reportLines(answers, [contract.tools]).map((text) => ({ at, text })),
      );
    });
    return { exitCode: 0 };
  };
  assert.equal((await probeService(deployment, target)).tasks, 2);
  scripted.state.ecs.runOutcome = () => ({ exitCode: 0 });
  const began = aws.clock.now();
  const [found] = await findingsOf(probeService(deployment, target));
  assert.match(
    found?.message ?? '',
    /can’t be read: nothing of it is in \/ecs\/shop-dev\/mcp-server/,
  );
  assert.ok(aws.clock.now() - began < 300_000);
});

test('a start that is cut off makes one task, not two', async (t) => {
  const { deployment, target, contract, answer, scripted, probes } = await start(t);
  answer((at) => ({ at, list: 0 }), contract.tools);
  scripted.faults.add({ operation: 'RunTask' }, { cut: 'after' });
  await probeService(deployment, target);
  assert.equal(probes().length, 1);
});

test('without a contract, or without tasks, there is nothing to ask', async (t) => {
  const { deployment, target, probes, update, aws } = await start(t);
  const other = { ...target, service: 'agent', serviceName: 'agent' };
  assert.deepEqual(await probeService(deployment, other), { service: 'agent', from: 'nowhere' });
  const none = await update({ desiredCount: 0 });
  await aws.clock.sleep(600_000);
  assert.deepEqual(await probeService(deployment, none), {
    service: NAME,
    from: 'nowhere',
    tasks: 0,
  });
  assert.equal(probes().length, 0);
});

test('only tasks that run are asked, and where none does that is told', async (t) => {
  const { deployment, target, contract, answer, scripted } = await start(t);
  answer((at) => ({ at, list: 0 }), contract.tools);
  const [first, second] = scripted.state.ecs.tasks.filter(({ service }) => service === NAME);
  assert.ok(first && second);
  first.value.lastStatus = 'PENDING';
  assert.equal((await probeService(deployment, target)).tasks, 1);
  second.value.lastStatus = 'PENDING';
  const [found] = await findingsOf(probeService(deployment, target));
  assert.match(found?.message ?? '', /no task of mcp-server runs/);
});

test('a service that is exposed is asked from outside', async (t) => {
  const { deployment, target, probes } = await start(t);
  await using app = await startApp({ products: [] });
  const probed = await probeService(deployment, target, { url: `${app.url}/mcp` });
  assert.equal(probed.from, 'outside');
  assert.ok(probed.report?.isHealthy);
  assert.equal(probes().length, 0);
});

test('an endpoint that is not ready is asked again, one that answers something else is told', async (t) => {
  const { deployment, target, aws } = await start(t);
  await using app = await startApp({ products: [] });
  let early = 2;
  const gate = createServer(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray());
    early -= 1;
    if (early >= 0) return void response.writeHead(503).end();
    const { 'content-length': _length, ...headers } = incoming.headers;
    const answer = await fetch(`${app.url}${incoming.url}`, {
      method: incoming.method ?? 'POST',
      headers: { 'content-type': 'application/json', accept: String(headers.accept) },
      ...(body.length > 0 && { body }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  t.after(() => gate.close());
  const url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
  const began = aws.clock.now();
  assert.equal((await probeService(deployment, target, { url: `${url}/mcp` })).from, 'outside');
  assert.ok(aws.clock.now() > began);
  assert.ok(aws.clock.now() < began + 300_000);
  await using other = await startApp({ products: [], tools: [] });
  const [found] = await findingsOf(probeService(deployment, target, { url: `${other.url}/mcp` }));
  assert.match(found?.message ?? '', /the tools are not those of the contract/);
});
