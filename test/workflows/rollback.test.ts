import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withRoles } from './canned-aws.ts';
import { type Played, startDeploymentPlayer } from './played-deployments.ts';
import type { Shim } from './shims.ts';

const ends = ({ jobs }: Played) =>
  jobs.map(({ id, environment = id, conclusion }) => `${environment} ${conclusion}`);
const commands = ({ calls }: Played) =>
  calls.flatMap((call) => /^npx tsx generator (.*)$/.exec(call)?.[1] ?? []);
const npx = (when: string, answer: string): Shim => ({
  tool: 'npx',
  when: `tsx generator ${when}`,
  answer: `${answer}; exit`,
});
const status = npx('status*', 'echo "as before"');
const CONFIG = 'environments/dev/config.yaml';

test('the rollback workflow, every step run as it is written', async (t) => {
  const player = await startDeploymentPlayer(t);
  const { remote } = player;
  const show = (ref: string, file: string) => remote.git('show', `${ref}:${file}`);
  const good = remote.push(withRoles(player.manifest, ['dev', 'staging', 'prod'])).after;
  const wrong = `${show('main', CONFIG)}# newer\n`;
  remote.push({ [CONFIG]: wrong, 'environments/dev/rendered/new.json': '{}\n' });
  remote.push({ 'README.md': '# Newer\n', 'environments/staging/config.yaml': '# newer\n' });
  const rolledBack = (revert: object | null) =>
    npx(
      'rollback*',
      `echo '${JSON.stringify({ schema: 'rollback/v1', environment: 'dev', to: { number: 12 }, revert })}'`,
    );
  const play = (inputs: Record<string, string>, ...shims: Shim[]) =>
    player.play('rollback.yaml', { eventName: 'workflow_dispatch', inputs, shims });

  await t.test('AWS goes back, and a pull request brings Git’s files of it back', async () => {
    const inputs = { environment: 'dev', number: '' };
    const played = await play(inputs, rolledBack({ commit: good }), status);
    assert.deepEqual(ends(played), ['find success', 'dev success', 'propose success'], played.log);
    assert.deepEqual(commands(played), [
      'rollback --yes --format json -- dev',
      'status --format text -- dev',
    ]);
    assert.match(played.roles[0]?.['role-to-assume'] ?? '', /:role\/\w+-dev-deploy$/);
    assert.equal(show('rollback/dev', CONFIG), show(good, CONFIG));
    assert.deepEqual(
      remote.git('diff', '--name-status', 'main', 'rollback/dev').trim().split('\n'),
      [`M\t${CONFIG}`, 'D\tenvironments/dev/rendered/new.json'],
    );
    const created = played.calls.find((call) => call.startsWith('gh pr create')) ?? '';
    assert.match(created, /--title Roll dev back to deployment 12 --body-file/);
    assert.match(played.summary, /dev after the rollback: success[\s\S]*as before/);
  });

  await t.test('a number is passed on as one value', async () => {
    const inputs = { environment: 'dev', number: '7 --yes; touch pwned' };
    const played = await play(inputs, rolledBack(null), status);
    assert.equal(
      commands(played)[0],
      'rollback --yes --format json --to=7 --yes; touch pwned -- dev',
    );
  });

  await t.test('where Git says already what runs, nothing is proposed', async () => {
    const inputs = { environment: 'dev', number: '12' };
    const played = await play(inputs, rolledBack(null), status);
    assert.deepEqual(ends(played), ['find success', 'dev success', 'propose skipped'], played.log);
  });

  await t.test('a rollback that fails shows why and proposes nothing', async () => {
    const failing = npx('rollback*', 'echo "no such deployment"; exit 1');
    const played = await play({ environment: 'dev', number: '99' }, failing, status);
    assert.deepEqual(ends(played), ['find success', 'dev failure', 'propose skipped']);
    assert.match(played.log, /no such deployment/);
    assert.match(played.summary, /dev after the rollback: failure/);
  });

  await t.test('what is no commit reaches no command', async () => {
    const played = await play(
      { environment: 'dev', number: '' },
      rolledBack({ commit: '--output=x' }),
      status,
    );
    assert.deepEqual(ends(played), ['find success', 'dev failure', 'propose skipped']);
  });
});

test('the destroy workflow, every step run as it is written', async (t) => {
  const player = await startDeploymentPlayer(t);
  player.remote.push(withRoles(player.manifest, ['dev', 'staging', 'prod']));
  const play = (inputs: Record<string, unknown>, answer = 'echo "nothing is left"') =>
    player.play('destroy.yaml', {
      eventName: 'workflow_dispatch',
      inputs,
      shims: [npx('destroy*', answer)],
    });
  const usual = { 'allow-production': false, 'delete-logs': false };

  await t.test('with the name typed twice it is removed, in its GitHub Environment', async () => {
    const played = await play({ ...usual, environment: 'dev', confirm: 'dev' });
    assert.deepEqual(ends(played), ['find success', 'dev success'], played.log);
    assert.deepEqual(commands(played), ['destroy --format text --confirm=dev -- dev']);
    assert.match(played.summary, /### What is left of dev[\s\S]*nothing is left/);
  });

  await t.test('another name ends it before any role is taken', async () => {
    for (const confirm of ['prod', '', 'DEV']) {
      const played = await play({ ...usual, environment: 'dev', confirm });
      assert.deepEqual(ends(played), ['find failure', 'destroy skipped']);
      assert.deepEqual([played.roles, commands(played)], [[], []]);
    }
  });

  await t.test('production and logs are asked for by name', async () => {
    const inputs = { 'allow-production': true, 'delete-logs': true };
    const played = await play({ ...inputs, environment: 'prod', confirm: 'prod' });
    assert.deepEqual(commands(played), [
      'destroy --format text --confirm=prod --allow-production --delete-logs -- prod',
    ]);
  });

  await t.test('what could not be removed is shown, and the run fails', async () => {
    const answer = 'echo "the bucket is not empty"; exit 1';
    const played = await play({ ...usual, environment: 'dev', confirm: 'dev' }, answer);
    assert.equal(played.conclusion, 'failure');
    assert.match(played.summary, /the bucket is not empty/);
  });
});
