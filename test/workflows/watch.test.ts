import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withRoles } from './canned-aws.ts';
import type { StoredIssue } from './github-double.ts';
import { type DeploymentPlayer, type Played, startDeploymentPlayer } from './played-deployments.ts';
import type { Shim } from './shims.ts';

const ends = ({ jobs }: Played) =>
  jobs.map(({ id, environment = id, conclusion }) => `${environment} ${conclusion}`);
const open = ({ github }: DeploymentPlayer) =>
  github.issues.filter(({ state }) => state === 'open').map(({ title }) => title);
const commands = ({ calls }: Played) => calls.filter((call) => call.startsWith('npx'));

/** Answers for one environment, in the place of a command that asks AWS or a server. */
const npx = (when: string, answer: string): Shim => ({
  tool: 'npx',
  when: `tsx generator ${when}`,
  answer: `${answer}; exit`,
});
const endsWith = (code: number, text: string) => `echo "${text}"; exit ${code}`;

const scheduled = { eventName: 'schedule' as const };

test('the drift workflow, every step run as it is written', async (t) => {
  const player = await startDeploymentPlayer(t);
  player.remote.push(withRoles(player.manifest, ['dev', 'staging', 'prod']));
  const clean = npx('drift*', endsWith(0, 'no drift'));
  const drift = npx('drift*dev', endsWith(3, 'memory of a task differs'));

  await t.test('every environment is looked at by its read role, and nothing is told', async () => {
    const played = await player.play('drift.yaml', { ...scheduled, shims: [clean] });
    assert.deepEqual(
      ends(played),
      ['find', 'dev-read', 'staging-read', 'prod-read', 'tell'].map((name) => `${name} success`),
      played.log,
    );
    assert.match(played.roles[0]?.['role-to-assume'] ?? '', /:role\/\w+-dev-read$/);
    assert.deepEqual(open(player), []);
  });

  await t.test('drift opens one issue, and a second look updates it', async () => {
    await player.play('drift.yaml', { ...scheduled, shims: [drift, clean] });
    const again = npx('drift*dev', endsWith(3, 'an alarm is gone, too'));
    const played = await player.play('drift.yaml', { ...scheduled, shims: [again, clean] });
    assert.equal(played.conclusion, 'success', played.log);
    assert.deepEqual(open(player), ['Drift in dev']);
    assert.match(player.github.issues[0]?.body ?? '', /an alarm is gone, too[\s\S]*runs\/4711/);
  });

  await t.test(
    'where looking fails, the issue stays, others are looked at, the run fails',
    async () => {
      const failing = npx('drift*dev', endsWith(1, 'expired'));
      const other = npx('drift*prod', endsWith(3, 'prod differs'));
      const played = await player.play('drift.yaml', {
        ...scheduled,
        shims: [failing, other, clean],
      });
      assert.equal(played.conclusion, 'failure');
      assert.deepEqual(open(player), ['Drift in dev', 'Drift in prod']);
      assert.match(played.summary, /expired/);
    },
  );

  await t.test('what is gone is closed', async () => {
    await player.play('drift.yaml', { ...scheduled, shims: [clean] });
    assert.deepEqual(open(player), []);
    const reasons = player.github.issues.map(({ state_reason }: StoredIssue) => state_reason);
    assert.deepEqual(reasons, ['completed', 'completed']);
  });

  await t.test('the watched environments alone, or those that somebody names', async () => {
    const start = { ...scheduled, vars: { WATCHED_ENVIRONMENTS: ' prod dev ' }, shims: [clean] };
    const watched = await player.play('drift.yaml', start);
    assert.deepEqual(commands(watched).length, 2, watched.log);
    const inputs = { environment: 'staging' };
    const named = await player.play('drift.yaml', {
      ...start,
      eventName: 'workflow_dispatch',
      inputs,
    });
    assert.deepEqual(commands(named), ['npx tsx generator drift --format text -- staging']);
  });
});

test('the probe workflow, every step run as it is written', async (t) => {
  const player = await startDeploymentPlayer(t);
  player.remote.push(withRoles(player.manifest, ['dev', 'staging', 'prod']));
  const status = (endpoint?: string) => {
    const services = [
      { service: 'mcp-server', endpoint },
      { service: 'ui', endpoint: 'https://page.example.com' },
    ];
    return npx('status*', `echo '${JSON.stringify({ schema: 'status/v1', services })}'`);
  };
  const url = 'https://mcp.example.com/mcp';
  const play = (...shims: Shim[]) =>
    player.play('probe.yaml', {
      ...scheduled,
      vars: { WATCHED_ENVIRONMENTS: 'dev' },
      secrets: { MCP_TOKEN: 'secret' },
      shims,
    });

  await t.test(
    'servers with a contract are asked where they are exposed, with the token',
    async () => {
      const asked = npx('probe*', 'test "$MCP_TOKEN" = secret');
      const played = await play(status(url), asked);
      assert.equal(played.conclusion, 'success', played.log);
      assert.deepEqual(commands(played), [
        'npx tsx generator status --format json -- dev',
        `npx tsx generator probe --format text --contract environments/dev/rendered/contracts/mcp-server.json -- ${url}`,
      ]);
      assert.deepEqual(open(player), []);
    },
  );

  await t.test('one that does not answer has an issue with the layer that failed', async () => {
    const played = await play(status(url), npx('probe*', endsWith(1, 'TLS: expired')));
    assert.deepEqual(ends(played).slice(1), ['dev-read success', 'tell success'], played.log);
    assert.deepEqual(open(player), ['dev.mcp-server does not answer as its contract says']);
    assert.match(player.github.issues[0]?.body ?? '', /TLS: expired/);
  });

  await t.test('asking in a wrong way is a mistake of ours, and the issue stays', async () => {
    const played = await play(status(url), npx('probe*', endsWith(2, 'no URL')));
    assert.equal(played.conclusion, 'failure');
    assert.equal(open(player).length, 1);
  });

  await t.test('one that is not exposed any more has none', async () => {
    const played = await play(status());
    assert.equal(played.conclusion, 'success', played.log);
    assert.deepEqual(open(player), []);
  });
});
