import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONG, scriptedDeployment } from './fixtures/scripted-deployment.ts';
import { editJson, wideRelease } from './fixtures/wide-release.ts';

const release = wideRelease();
/** Something else of every service, so that each has to be changed. */
const changed = wideRelease((texts) => {
  for (const name of ['store', 'search', 'web']) {
    editJson(texts, `task-definitions/${name}.json`, (task) => {
      task.containerDefinitions[0].image = 'another:image';
    });
    editJson(texts, `service-connect/${name}.json`, (connect) => {
      connect.accessLogConfiguration.format = 'TEXT';
    });
    editJson(texts, `services/${name}.json`, (input) => {
      input.tags.push({ key: 'owner', value: 'somebody' });
    });
  }
  editJson(texts, 'scaling/search.json', ({ target }) => {
    target.MaxCapacity += 1;
  });
});

const CASES = {
  'a first apply': { from: undefined, to: release },
  'a change': { from: release, to: changed },
};

for (const [what, { from, to }] of Object.entries(CASES)) {
  test(`${what} that is killed after any of its calls is finished by the next`, async (t) => {
    const whole = await scriptedDeployment(t);
    if (from) await whole.apply(from);
    whole.mutations();
    await whole.apply(to);
    const calls = whole.mutations();
    assert.ok(calls.length >= 8, calls.join());
    const wanted = stateOf(whole);
    for (const nth of calls.keys()) {
      const { apply, scripted, aws, mutations, ...rest } = await scriptedDeployment(t);
      if (from) await apply(from);
      scripted.faults.add({ mutating: true, nth: nth + 1 }, { cut: 'after', stays: true });
      await assert.rejects(apply(to), `call ${nth}, ${calls[nth]}`);
      scripted.faults.clear();
      await apply(to);
      await aws.clock.sleep(LONG);
      assert.deepEqual(stateOf({ scripted, ...rest }), wanted, `call ${nth}, ${calls[nth]}`);
      mutations();
      await apply(to);
      assert.deepEqual(mutations(), [], `call ${nth}, ${calls[nth]}`);
    }
  });
}

test('a call whose answer is lost once is made again by itself, and leaves one service', async (t) => {
  const { apply, scripted, ...rest } = await scriptedDeployment(t);
  scripted.faults.add({ mutating: true, attempt: 1, times: 10_000 }, { cut: 'after' });
  await apply(release);
  scripted.faults.clear();
  const { mutations } = rest;
  mutations();
  await apply(release);
  assert.deepEqual(mutations(), []);
  assert.equal(scripted.state.ecs.services.length, 3);
});

/** What an account holds of services, without what differs from run to run. */
function stateOf({
  scripted: { state },
}: Pick<Awaited<ReturnType<typeof scriptedDeployment>>, 'scripted'>) {
  const services = state.ecs.services.map(({ name, status, settings, tags, deployments }) => {
    const { clientToken: _, networkConfiguration: network, ...own } = settings;
    // The group that ECS makes for an Express service has another name each time.
    const groups = network?.awsvpcConfiguration?.securityGroups?.length;
    return { name, status, settings: own, groups, tags, deployments: deployments.length };
  });
  const revisions = [...state.ecs.taskDefinitions].map(
    ([family, all]) => `${family} ${all.length}`,
  );
  const scaling = [...state.scaling.targets.values()].map(({ MinCapacity, MaxCapacity }) => [
    MinCapacity,
    MaxCapacity,
  ]);
  const policies = [...state.scaling.policies.values()].map(({ PolicyName }) => PolicyName);
  return { services, revisions, scaling, policies };
}
