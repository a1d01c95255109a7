import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { canned, withRoles } from './canned-aws.ts';
import { type Played, startDeploymentPlayer } from './played-deployments.ts';

const conclusions = ({ jobs }: Played) =>
  jobs.map(({ id, environment = id, conclusion }) => [environment, conclusion]);
const generator = ({ calls }: Played) =>
  calls.flatMap((call) => /^npx tsx generator (.*)$/.exec(call)?.[1] ?? []);

let changes = 0;

/** A file of each environment that changes nothing in AWS. */
const changeOf = (...environments: string[]) =>
  Object.fromEntries(
    environments.map((name) => [`environments/${name}/rendered/README.md`, `${++changes}\n`]),
  );

test('the deploy workflow, every step run as it is written', async (t) => {
  const player = await startDeploymentPlayer(t);
  const { remote, artifact } = player;
  const first = remote.push(withRoles(player.manifest, ['dev', 'staging', 'prod']));
  const push = (...environments: string[]) => ({
    eventName: 'push' as const,
    pushed: remote.push(changeOf(...environments)),
  });

  await t.test(
    'a push deploys what it changed, in the order of promotion, as its role',
    async () => {
      const played = await player.play('deploy.yaml', { ...push('prod', 'dev'), shims: canned() });
      assert.deepEqual(
        conclusions(played),
        [
          ['find', 'success'],
          ['dev', 'success'],
          ['prod', 'success'],
        ],
        played.log,
      );
      const role = (name: string) =>
        (player.manifest(name).roles as Record<string, string> | undefined)?.deploy;
      assert.deepEqual(
        played.roles.map((given) => [given['role-to-assume'], given['aws-region']]),
        [
          [role('dev'), 'us-west-2'],
          [role('prod'), 'us-west-2'],
        ],
      );
      assert.deepEqual(
        generator(played),
        ['dev', 'prod'].flatMap((name) => [
          `apply --dry-run --format text --prune -- ${name}`,
          `apply --dry-run --format json --prune -- ${name}`,
          `apply --plan …/job-${name === 'dev' ? 1 : 2}/temp/deployment/plan.json --yes --format github -- ${name}`,
          `status --format text -- ${name}`,
          `history --format json -- ${name}`,
        ]),
      );
      assert.match(played.summary, /### Plan of dev[\s\S]*### dev after the apply: success/);
      const kept = (name: string) => readFileSync(join(artifact('deployment-prod'), name), 'utf8');
      assert.equal(JSON.parse(kept('plan.json')).schema, 'plan/v1');
      assert.equal(JSON.parse(kept('history.json')).schema, 'history/v1');
    },
  );

  await t.test('the plan that is applied is the one that was kept, byte for byte', async () => {
    const seen = join(player.workspace, '..', 'seen.json');
    const shims = canned({ apply: `cp "$5" '${seen}'` });
    await player.play('deploy.yaml', { ...push('dev'), shims });
    const kept = join(artifact('deployment-dev'), 'plan.json');
    assert.equal(readFileSync(seen, 'utf8'), readFileSync(kept, 'utf8'));
  });

  await t.test(
    'a failure stops before the next environment, and its state is still told',
    async () => {
      const shims = canned({ apply: 'echo "::error::it broke"; exit 1' });
      const played = await player.play('deploy.yaml', { ...push('dev', 'staging'), shims });
      assert.deepEqual(
        conclusions(played).map(([, end]) => end),
        ['success', 'failure', 'skipped'],
      );
      assert.match(played.log, /^::error::it broke$/m);
      assert.match(played.summary, /### dev after the apply: failure/);
      assert.equal(played.roles.length, 1);
      assert.ok(readFileSync(join(artifact('deployment-dev'), 'history.json'), 'utf8'));
    },
  );

  await t.test(
    'where the plan can’t be made, its reasons are shown and nothing is applied',
    async () => {
      const shims = canned({ text: 'echo "the image of dev is missing" >&2; exit 1' });
      const played = await player.play('deploy.yaml', { ...push('dev'), shims });
      assert.deepEqual(conclusions(played).at(-1), ['dev', 'failure']);
      assert.match(played.summary, /the image of dev is missing/);
      assert.deepEqual(generator(played), ['apply --dry-run --format text --prune -- dev']);
    },
  );

  await t.test(
    'a run by hand deploys one environment, and what may be lost is passed on',
    async () => {
      const allowReplace = ' Catalog  $(touch pwned) * ';
      const inputs = { environment: 'staging', 'allow-replace': allowReplace, seed: true };
      const start = { eventName: 'workflow_dispatch' as const, inputs, shims: canned() };
      const played = await player.play('deploy.yaml', start);
      assert.deepEqual(conclusions(played).at(-1), ['staging', 'success'], played.log);
      const allowed =
        '--prune --allow-replace=Catalog --allow-replace=$(touch --allow-replace=pwned) --allow-replace=* --seed';
      // The plan says what it allows; applying it takes no options besides.
      assert.deepEqual(generator(played).slice(0, 3), [
        `apply --dry-run --format text ${allowed} -- staging`,
        `apply --dry-run --format json ${allowed} -- staging`,
        'apply --plan …/job-1/temp/deployment/plan.json --yes --format github -- staging',
      ]);
      assert.ok(!existsSync(join(player.workspace, 'pwned')));
    },
  );

  await t.test('a run by hand for what is not in AWS ends before any role is taken', async () => {
    for (const environment of ['nowhere', 'local', '--all', '']) {
      const inputs = { environment, 'allow-replace': '' };
      const start = { eventName: 'workflow_dispatch' as const, inputs, shims: canned() };
      const played = await player.play('deploy.yaml', start);
      assert.deepEqual(
        conclusions(played).map(([, end]) => end),
        ['failure', 'skipped'],
      );
      assert.match(played.log, /::error title=deployments::There is no environment of that name/);
    }
  });

  await t.test('an old run does not undo a newer merge', async () => {
    const old = push('dev', 'prod');
    remote.push(changeOf('dev'));
    const played = await player.play('deploy.yaml', { ...old, shims: canned() });
    assert.deepEqual(
      conclusions(played).map(([, end]) => end),
      ['success', 'failure', 'skipped'],
    );
    assert.match(played.log, /::error::main has newer files of dev/);
    assert.deepEqual([played.roles, generator(played)], [[], []]);
  });

  await t.test('an old run goes on where newer merges left its environment alone', async () => {
    const old = push('prod');
    remote.push(changeOf('dev'));
    const played = await player.play('deploy.yaml', { ...old, shims: canned() });
    assert.deepEqual(conclusions(played).at(-1), ['prod', 'success'], played.log);
  });

  await t.test('an account is left to its administrator, and the run says so', async () => {
    const pushed = remote.push({ 'environments/bootstrap/rendered/README.md': 'x\n' });
    const played = await player.play('deploy.yaml', { eventName: 'push', pushed, shims: canned() });
    assert.deepEqual(
      conclusions(played).map(([, end]) => end),
      ['success', 'skipped'],
    );
    assert.match(played.log, /^::notice title=deployments::bootstrap is deployed by an admin/m);
  });

  await t.test(
    'a push whose base is gone deploys everything, which changes nothing that fits',
    async () => {
      const pushed = { before: '0'.repeat(40), after: remote.push({}).after };
      assert.notEqual(first.before, pushed.after);
      const played = await player.play('deploy.yaml', {
        eventName: 'push',
        pushed,
        shims: canned(),
      });
      assert.deepEqual(
        conclusions(played).map(([name]) => name),
        ['find', 'dev', 'staging', 'prod'],
      );
    },
  );
});
