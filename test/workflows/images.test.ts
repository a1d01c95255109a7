import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Played, startDeploymentPlayer } from './played-deployments.ts';
import type { Shim } from './shims.ts';

const ends = ({ jobs }: Played) => jobs.map(({ id, conclusion }) => `${id} ${conclusion}`);
const builds = ({ calls }: Played) =>
  calls.flatMap((call) => /^docker buildx build (.*)$/.exec(call)?.[1] ?? []);

/** Answers of GitHub’s program: the last commit that was built, and the number of an open proposal. */
const github = (base: string, number = ''): Shim[] => [
  { tool: 'gh', when: 'run list*', answer: `echo ${base}; exit 0` },
  { tool: 'gh', when: 'pr list*', answer: `echo ${number}; exit 0` },
];

/** A build tells its digest in a file; here it is made from the image's name. */
const BUILD = `
while [ $# -gt 0 ]; do
  case "$1" in
    --tag) digest="$(printf %s "$2" | sha256sum | cut -c1-64)" ;;
    --metadata-file) printf '{"containerimage.digest": "sha256:%s"}' "$digest" > "$2" ;;
  esac
  shift
done
exit 0`;
const REGISTRY: readonly Shim[] = [
  { tool: 'aws', when: 'ecr get-login-password', answer: 'echo password; exit 0' },
  { tool: 'docker', when: 'login *', answer: 'test "$(cat)" = password; exit' },
  { tool: 'docker', when: 'buildx create *', answer: 'exit 0' },
  { tool: 'docker', when: 'buildx build *', answer: BUILD },
];

test('the images workflow, every step run as it is written', async (t) => {
  const player = await startDeploymentPlayer(t);
  const { remote } = player;
  const show = (ref: string) => remote.git('show', `${ref}:environments/dev/config.yaml`);
  const proposed = (): string[] => show('images/dev').match(/sha256:[0-9a-f]{64}/g) ?? [];
  const play = (pushed: { before: string; after: string }, shims: Shim[]) =>
    player.play('images.yaml', { eventName: 'push', pushed, shims: [...shims, ...REGISTRY] });
  const touched = (name: string) => ({ [`services/${name}/src/main.ts`]: `// ${name}\n` });

  await t.test('what changed since the last good run is built for its architecture', async () => {
    const earlier = remote.push(touched('agent'));
    const pushed = remote.push(touched('ui'));
    const played = await play(pushed, github(earlier.before));
    assert.deepEqual(
      ends(played),
      ['find success', 'build success', 'build success', 'propose success'],
      played.log,
    );
    assert.deepEqual(played.jobs.map(({ environment }) => environment).filter(Boolean), [
      'images',
      'images',
    ]);
    const registry = '111111111111.dkr.ecr.us-west-2.amazonaws.com/shop';
    assert.deepEqual(
      builds(played).map((call) => call.replace(/ --metadata-file.*/, '')),
      ['agent', 'ui'].map(
        (name) =>
          `--file services/${name}/Dockerfile --platform linux/amd64 --provenance=mode=max --sbom=true --tag ${registry}/${name}:${pushed.after}-4711-1 --push`,
      ),
    );
    assert.equal(
      played.roles[0]?.['role-to-assume'],
      'arn:aws:iam::111111111111:role/shop-push-images',
    );
  });

  await t.test('one pull request sets the digests in dev, rendered, and nothing else', () => {
    assert.equal(proposed().length, 2);
    const files = remote.git('diff', '--name-only', 'main', 'images/dev').split('\n');
    assert.ok(files.includes('environments/dev/config.yaml'));
    assert.ok(files.includes('environments/dev/rendered/task-definitions/ui.json'));
    assert.ok(files.every((file) => file === '' || file.startsWith('environments/dev/')));
    assert.match(
      remote.git('log', '-1', '--format=%B', 'images/dev'),
      /^Run new images in dev\n\nImage: agent=sha256:[0-9a-f]{64}\nImage: ui=sha256:[0-9a-f]{64}\n/,
    );
  });

  await t.test(
    'the next run updates it, and keeps what is proposed and was not built anew',
    async () => {
      const [agent, ui] = proposed();
      const pushed = remote.push(touched('mcp-server'));
      const played = await play(pushed, github(pushed.before, '12'));
      assert.deepEqual(builds(played).length, 1, played.log);
      const now = proposed();
      assert.equal(now.length, 3);
      assert.ok(now.includes(agent ?? '') && now.includes(ui ?? ''));
      assert.ok(
        played.calls.some((call) => /^gh pr edit 12 --title Run new images in dev/.test(call)),
      );
      assert.equal(remote.git('rev-parse', 'images/dev^').trim(), pushed.after);
    },
  );

  await t.test('an image that was built anew replaces the proposed one', async () => {
    const before = proposed();
    const pushed = remote.push({ 'services/ui/src/main.ts': '// otherwise\n' });
    const played = await play(pushed, github(pushed.before, '12'));
    assert.equal(played.conclusion, 'success', played.log);
    assert.equal(proposed().filter((digest) => before.includes(digest)).length, 2);
  });

  await t.test('after a proposal was closed, the next one begins afresh', async () => {
    const pushed = remote.push({ 'services/agent/src/main.ts': '// again\n' });
    await play(pushed, github(pushed.before));
    assert.equal(proposed().length, 1);
  });

  await t.test('shared code changes all images, tests and pages none', async () => {
    const shared = remote.push({ 'services/shared/src/settings.ts': '// shared\n' });
    assert.equal(builds(await play(shared, github(shared.before))).length, 3);
    const page = remote.push({ 'services/ui/README.md': '# Page\n' });
    const played = await play(page, github(page.before));
    assert.deepEqual(ends(played), ['find success', 'build skipped', 'propose skipped']);
  });

  await t.test('where no run succeeded yet, and on request, every image is built', async () => {
    const pushed = remote.push({});
    assert.equal(builds(await play(pushed, github(''))).length, 3);
    const shims = [...github(pushed.after), ...REGISTRY];
    const start = { eventName: 'workflow_dispatch' as const, inputs: { all: true }, shims };
    assert.equal(builds(await player.play('images.yaml', start)).length, 3);
  });

  await t.test('an old run that is started again proposes no old code', async () => {
    const old = remote.push(touched('ui'));
    const newer = remote.push({ 'services/ui/src/main.ts': '// newer\n' });
    const played = await play(old, github(newer.after));
    assert.deepEqual(ends(played), ['find failure', 'build skipped', 'propose skipped']);
    assert.match(played.log, /::error::a newer commit, [0-9a-f]{40}, has been built/);
  });

  await t.test('a build that fails proposes nothing', async () => {
    const pushed = remote.push({ 'services/ui/src/main.ts': '// broken\n' });
    const before = remote.git('rev-parse', 'images/dev');
    const failing: Shim = { tool: 'docker', when: 'buildx build *', answer: 'exit 1' };
    const played = await play(pushed, [...github(pushed.before), failing]);
    assert.deepEqual(ends(played), ['find success', 'build failure', 'propose skipped']);
    assert.equal(remote.git('rev-parse', 'images/dev'), before);
  });

  await t.test(
    'once merged, promote.yaml proposes the same digests for the next environment',
    async () => {
      const digests = proposed();
      for (const args of [
        ['checkout', '-q', '-B', 'main', 'images/dev'],
        ['checkout', '-q', '--detach'],
      ]) {
        remote.git(...args);
      }
      const inputs = { from: 'dev', to: 'staging' };
      const start = { eventName: 'workflow_dispatch' as const, inputs, shims: github('') };
      const played = await player.play('promote.yaml', start);
      assert.equal(played.conclusion, 'success', played.log);
      const staging = remote.git('show', 'promote/dev-to-staging:environments/staging/config.yaml');
      assert.ok(digests.length > 0 && digests.every((digest) => staging.includes(digest)));
      assert.ok(
        played.calls.some((call) => /^gh pr create --head promote\/dev-to-staging /.test(call)),
      );
    },
  );
});
