import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { main } from '../../generator/cli.ts';
import type { AwsCall } from '../../generator/deploy/aws/observe.ts';
import { readRelease } from '../../generator/deploy/release/read-release.ts';
import type { ExitCode } from '../../generator/diagnostics.ts';
import { stepsOf } from '../../generator/wiring/read-manifest.ts';
import type { CollectedCall } from '../deployment/collect-calls.ts';
import { findRefused } from '../iam/check-calls.ts';
import { playVpc } from './play-vpc.ts';
import { scratchEnvironment, serviceNames } from './scratch-environment.ts';
import { startEmulator, useInThisProcess } from './start-emulator.ts';
import { assertValidRequests } from './valid-requests.ts';
import { whatIsLeft } from './what-is-left.ts';
import type { WireCall } from './wire/wire-log.ts';

/** The service of which the own program runs. */
const SERVER = 'mcp-server';

/** A service that comes and goes. */
const REVIEWS = `
  reviews:
    port: 8090
    connectsTo: [${SERVER}]
    environment: {STORE_URL: "\${services.${SERVER}.url}"}

  ui:
`;

const named = (calls: readonly WireCall[]) =>
  calls.map(({ service, operation }) => `${service}:${operation}`);

test('an environment from an empty account to nothing', async (t) => {
  const vpc = playVpc(t);
  const emulator = await startEmulator(t, vpc);
  if (!emulator) return;
  useInThisProcess(t, emulator);
  const scratch = scratchEnvironment(t, emulator);
  const requests: AwsCall[] = [];
  /** Those of dev. The account is made ready by an administrator. */
  const ofDev: CollectedCall[] = [];
  /** What the last command printed. */
  const said: string[] = [];
  /** Runs a command that has to end so, and gives what it changed. */
  const runTo = async (expected: ExitCode, ...args: string[]) => {
    emulator.forgetCalls();
    said.length = 0;
    const streams = {
      stdout: (text: string) => said.push(text),
      stderr: (text: string) => said.push(text),
    };
    const observe = (call: AwsCall) => {
      requests.push(call);
      if (args[1] === 'dev') ofDev.push({ ...call, account: emulator.place.account });
    };
    const code = await main(args, scratch.root, streams, { observe, retryDelay: () => 0 });
    assert.equal(code, expected, `${args.join(' ')}\n${said.join('\n')}\n${emulator.output()}`);
    return named(emulator.changes());
  };
  const run = (...args: string[]) => runTo(0, ...args);
  const step = (name: string, work: (t: TestContext) => Promise<void>) => t.test(name, work);

  await step('the account is made ready by one command', async () => {
    await scratch.render('bootstrap');
    await run('apply', 'bootstrap', '--yes');
    const { bucket = [], role = [] } = await whatIsLeft(emulator);
    const { stateBucket, roles } = readRelease(scratch.root, 'dev').manifest;
    assert.ok(bucket.includes(stateBucket ?? ''), String(bucket));
    for (const arn of Object.values(roles ?? {})) {
      assert.ok(role.includes(arn.split('/').at(-1) ?? ''), arn);
    }
    assert.deepEqual(await run('apply', 'bootstrap', '--yes'), []);
  });

  await step('the first apply makes everything', async () => {
    await scratch.releaseAll('1');
    await vpc.start(emulator, readRelease(scratch.root, 'dev'), SERVER);
    await run('apply', 'dev', '--yes');
    const { service, stack = [] } = await whatIsLeft(emulator);
    assert.deepEqual(service, serviceNames(scratch.root).toSorted());
    assert.ok(stack.includes('shop-dev-network') && stack.includes('shop-dev-platform'));
    await run('status', 'dev');
    assert.deepEqual(await run('drift', 'dev'), []);
  });

  await step('a second apply changes nothing', async () => {
    assert.deepEqual(await run('apply', 'dev', '--yes'), []);
    const written = emulator.mutations().map(({ operation, path }) => {
      const key = new URL(path, 'http://s3').pathname.replace(/^\/[^/]+\/environments\/dev\//, '');
      return `${operation} ${key}`;
    });
    // The release was saved by the first.
    assert.deepEqual(written, [
      'PutObject lock.json',
      'PutObject records/000002.json',
      'PutObject records/000002.json',
      'DeleteObject lock.json',
    ]);
  });

  await step('another image is rolled out to its service alone', async () => {
    await scratch.release('agent', '2');
    await scratch.render();
    const changes = await run('apply', 'dev', '--yes');
    assert.deepEqual(changes, ['ecs:RegisterTaskDefinition', 'ecs:UpdateService']);
    assert.deepEqual(await run('apply', 'dev', '--yes'), []);
  });

  await step('a service is added', async () => {
    scratch.edit('environments/defaults.yaml', '\n  ui:\n', REVIEWS);
    await scratch.render('bootstrap');
    await run('apply', 'bootstrap', '--yes');
    await scratch.release('reviews', '1');
    await scratch.render();
    await run('apply', 'dev', '--yes');
    assert.ok((await whatIsLeft(emulator)).service?.includes('reviews'));
    assert.deepEqual(await run('apply', 'dev', '--yes'), []);
  });

  await step('a service is removed', async () => {
    scratch.edit('environments/defaults.yaml', REVIEWS, '\n  ui:\n');
    scratch.unset(['services', 'reviews']);
    await scratch.render();
    const logs = ['ReviewsLogs', 'ReviewsServiceConnectLogs'];
    const allowed = logs.flatMap((id) => ['--allow-replace', id]);
    await run('apply', 'dev', '--yes', '--prune', ...allowed);
    assert.ok(!(await whatIsLeft(emulator)).service?.includes('reviews'));
    assert.deepEqual(await run('apply', 'dev', '--yes', '--prune'), []);
  });

  await step('nothing of it is left but what is kept on purpose', async () => {
    await run('destroy', 'dev', '--confirm', 'dev');
    const { 'log group': logs = [], ...left } = await whatIsLeft(emulator);
    assert.ok(logs.every((name) => /^\/(ecs|vpc)\/shop-dev/.test(name)));
    const dev = Object.entries(left).flatMap(([kind, names]) =>
      names.filter((name) => isOfDev(kind, name)).map((name) => `${kind} ${name}`),
    );
    assert.deepEqual(dev, []);
  });

  await step(
    'while its logs are left, an apply is refused before it changes anything',
    async () => {
      const { 'log group': logs = [] } = await whatIsLeft(emulator);
      assert.deepEqual(await runTo(1, 'apply', 'dev', '--yes', '--format', 'json'), []);
      const { diagnostics } = JSON.parse(said.find((text) => text.startsWith('{')) ?? '');
      const hints = diagnostics.map((one: { hint: string }) => one.hint).join('\n');
      const named = logs.filter((name) => hints.includes(`--log-group-name ${name}\``));
      assert.ok(named.length > 0 && named.length === diagnostics.length, hints);
    },
  );

  await step('the record of the end names what it removed', async () => {
    await run('history', 'dev', '--format', 'json');
    const { action, stacks, services } = JSON.parse(said.join('')).records[0];
    assert.equal(action, 'destroy');
    assert.deepEqual(
      services.map((one: { service: string }) => one.service).sort(),
      serviceNames(scratch.root).toSorted(),
    );
    const { manifest } = readRelease(scratch.root, 'dev');
    assert.deepEqual(
      stacks.map((one: { stack: string }) => one.stack),
      stepsOf(manifest, 'stacks')
        .map(({ stack }) => stack)
        .toReversed(),
    );
  });

  await assertValidRequests(t, requests);
  assert.deepEqual(findRefused(ofDev, 'deploy'), []);
});

/** What belongs to dev and not to the account: all networks and services, and what bears its name. */
const isOfDev = (kind: string, name: string): boolean =>
  !['stack', 'role', 'policy', 'bucket'].includes(kind) ||
  /^shop-dev-(?!(deploy|execution|read|boundary))/.test(name);
