import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { main } from '../../generator/cli.ts';
import { makeAws } from '../../generator/deploy/aws/aws.ts';
import { readRelease } from '../../generator/deploy/release/read-release.ts';
import { type Start, startDeploymentPlayer } from '../workflows/played-deployments.ts';
import type { Remote } from '../workflows/scratch-remote.ts';
import { imageOf } from './images.ts';
import { playVpc } from './play-vpc.ts';
import { scratchEnvironment, serviceNames } from './scratch-environment.ts';
import { type Emulator, startEmulator, useInThisProcess } from './start-emulator.ts';
import { whatIsLeft } from './what-is-left.ts';

/** The service of which the own program runs. */
const SERVER = 'mcp-server';

/** A service to which no other connects, so that it can go. */
const PAGE = /\n {2}ui:\n[\s\S]*/;

test('the workflows deploy to an account, with nothing in place of the commands', async (t) => {
  const vpc = playVpc(t);
  const emulator = await startEmulator(t, vpc);
  if (!emulator) return;
  useInThisProcess(t, emulator);
  const scratch = scratchEnvironment(t, emulator);
  const player = await startDeploymentPlayer(t);
  const step = (name: string, work: (t: TestContext) => Promise<void>) => t.test(name, work);
  const play = async (workflow: string, start: Start) => {
    emulator.forgetCalls();
    const played = await player.play(workflow, { ...start, env: emulator.env });
    const ends = played.jobs.map(({ id, conclusion }) => `${id} ${conclusion}`);
    const changes = emulator.changes().map(({ operation }) => operation);
    return { ...played, ends, changes };
  };
  /** Renders, merges everything that the scratch repository has, and deploys it as GitHub would. */
  const merge = async () => {
    await scratch.render();
    const pushed = player.remote.push(filesOf(scratch.root, player.remote));
    return { pushed, ...(await play('deploy.yaml', { eventName: 'push', pushed })) };
  };
  const kept = (name: string) =>
    JSON.parse(readFileSync(join(player.artifact('deployment-dev'), name), 'utf8'));

  await step('the account is made ready by an administrator', async () => {
    await scratch.render('bootstrap');
    const said: string[] = [];
    const print = (text: string) => said.push(text);
    const streams = { stdout: print, stderr: print };
    const code = await main(['apply', 'bootstrap', '--yes'], scratch.root, streams);
    assert.equal(code, 0, said.join('\n'));
  });

  await step('a merge deploys the environment, and the run tells all of it', async () => {
    await scratch.releaseAll('1');
    await vpc.start(emulator, readRelease(scratch.root, 'dev'), SERVER);
    const played = await merge();
    assert.deepEqual(played.ends, ['find success', 'deploy success'], played.log);
    const { service } = await whatIsLeft(emulator);
    assert.deepEqual(service, serviceNames(scratch.root).toSorted());
    assert.match(played.summary, /### Plan of dev[\s\S]*### dev after the apply: success/);
    const plan = kept('plan.json');
    assert.deepEqual([plan.schema, plan.options.prune], ['plan/v1', true]);
    const record = await readRecord(emulator, scratch.root, 1);
    assert.equal(record.result, 'succeeded');
    assert.equal(record.commit, played.pushed.after);
    assert.equal(record.run, 'https://github.com/o/r/actions/runs/4711');
    assert.deepEqual(kept('history.json').records, [record]);
  });

  await step('another image is rolled out to its service alone', async () => {
    await scratch.release('agent', '2');
    const played = await merge();
    assert.deepEqual(played.ends, ['find success', 'deploy success'], played.log);
    assert.deepEqual(played.changes, ['RegisterTaskDefinition', 'UpdateService']);
  });

  await step('an image that nobody pushed is named, and nothing changes', async () => {
    const { digest } = imageOf('agent', 'never pushed');
    scratch.set(['services', 'agent', 'image', 'digest'], digest);
    const played = await merge();
    assert.deepEqual(played.ends, ['find success', 'deploy failure']);
    assert.ok(played.summary.includes(digest), played.summary);
    assert.deepEqual(played.changes, []);
  });

  await step('a rollback puts back what ran, and a branch has the files of it', async () => {
    const inputs = { environment: 'dev', number: '1' };
    const played = await play('rollback.yaml', { eventName: 'workflow_dispatch', inputs });
    const ends = ['find success', 'rollback success', 'propose success'];
    assert.deepEqual(played.ends, ends, played.log);
    assert.deepEqual(played.changes, ['UpdateService']);
    const { commit } = await readRecord(emulator, scratch.root, 1);
    const agent = 'environments/dev/rendered/services/agent.json';
    const show = (ref: string) => player.remote.git('show', `${ref}:${agent}`);
    assert.equal(show('rollback/dev'), show(commit));
  });

  await step('until that is merged, the daily look finds a drift and opens an issue', async () => {
    const vars = { WATCHED_ENVIRONMENTS: 'dev' };
    const played = await play('drift.yaml', { eventName: 'schedule', vars });
    assert.deepEqual(played.ends, ['find success', 'look success', 'tell success'], played.log);
    assert.deepEqual(played.changes, []);
    const [issue] = player.github.issues;
    assert.equal(issue?.title, 'Drift in dev');
    assert.match(issue?.body ?? '', /agent/);
  });

  await step(
    'a service that the merged files no longer have is deleted, its logs are kept',
    async () => {
      scratch.set(['services', 'agent', 'image', 'digest'], imageOf('agent', '2').digest);
      scratch.unset(['services', 'ui']);
      const defaults = 'environments/defaults.yaml';
      scratch.write(defaults, scratch.read(defaults).replace(PAGE, '\n'));
      const played = await merge();
      assert.deepEqual(played.ends, ['find success', 'deploy success'], played.log);
      const { service, 'log group': logs = [] } = await whatIsLeft(emulator);
      assert.deepEqual(service, ['agent', SERVER]);
      assert.ok(
        logs.some((name) => name.endsWith('/ui')),
        String(logs),
      );
    },
  );

  await step('a run by hand finds nothing left to do', async () => {
    const inputs = { environment: 'dev', 'allow-replace': '', seed: false };
    const played = await play('deploy.yaml', { eventName: 'workflow_dispatch', inputs });
    assert.deepEqual(played.ends, ['find success', 'deploy success'], played.log);
    assert.deepEqual(played.changes, []);
  });
});

/** What a merge of a scratch repository's configuration and rendered files changes in another. */
function filesOf(root: string, { git }: Remote): Record<string, string | undefined> {
  const folder = 'environments';
  const before = git('ls-tree', '-r', '--name-only', 'main', folder).trim().split('\n');
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path): [string, string] => [path.slice(root.length + 1), readFileSync(path, 'utf8')]);
  return {
    ...Object.fromEntries(before.map((path) => [path, undefined])),
    ...Object.fromEntries(files),
  };
}

/** A record as it stands in the state bucket. */
async function readRecord({ place }: Emulator, root: string, number: number) {
  const { s3 } = makeAws(place.region);
  const name = String(number).padStart(6, '0');
  const { Body } = await s3.send(
    new GetObjectCommand({
      Bucket: readRelease(root, 'dev').manifest.stateBucket,
      Key: `environments/dev/records/${name}.json`,
    }),
  );
  return JSON.parse((await Body?.transformToString()) ?? '');
}
