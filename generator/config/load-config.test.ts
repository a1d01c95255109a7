import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { repository } from '../../test/support/scratch.ts';
import { findEnvironments } from './find-environments.ts';
import { loadConfigs } from './load-config.ts';
import { nodeAt, positionAt } from './located.ts';

const base = join(repository, 'test/corpus/base');

const made: string[] = [];
after(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

/** The base of the corpus (environments account, dev, live, local) with some files written over it. */
function repositoryWith(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'load-config-'));
  made.push(root);
  cpSync(base, root, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'environments', file)), { recursive: true });
    writeFileSync(join(root, 'environments', file), text);
  }
  return root;
}

function load(files: Record<string, string>, names: string[] = [], settings: string[] = []) {
  const { loaded, all, diagnostics } = loadConfigs(repositoryWith(files), names, settings);
  return {
    one: loaded[0],
    names: loaded.map(({ name }) => name),
    all: all.map(({ name }) => name),
    found: diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`),
    diagnostics,
  };
}

const LIVE = `target: aws
tier: production
account: "444455556666"
region: us-east-1
network: {cidr: 10.2.0.0/16}
`;

test('anchors and merge keys work from the file to the resolved config', () => {
  const { one, found } = load(
    {
      'live/config.yaml': `${LIVE}
services:
  store: &large
    cpu: 1024
    memory: 4096
    environment: &common {LOG_LEVEL: info}
  front:
    <<: *large
    memory: 2048
    environment:
      <<: *common
      EXTRA: 1
`,
    },
    ['live'],
  );
  assert.deepEqual(found, []);
  const services = one?.config.services;
  assert.deepEqual([services?.front?.cpu, services?.front?.memory], [1024, 2048]);
  assert.deepEqual([services?.store?.cpu, services?.store?.memory], [1024, 4096]);
  assert.equal(services?.front?.environment.LOG_LEVEL, 'info');
  assert.equal(services?.front?.environment.EXTRA, 1);
  assert.equal(services?.front?.environment.MODEL_ID, '${model.id}');
  assert.ok(one);
  assert.equal(positionAt(one.layered, ['services', 'front', 'cpu'])?.line, 9);
  assert.equal(positionAt(one.layered, ['services', 'front', 'memory'])?.line, 14);
});

test('extends hands on all but the account and the images', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const { one, found } = load(
    {
      'base/config.yaml': `${LIVE}services: {store: {cpu: 1024, memory: 2048, image: {digest: "${digest}"}}}\n`,
      'live/config.yaml': 'extends: base\naccount: "777788889999"\nregion: us-west-2\n',
    },
    ['live'],
  );
  assert.deepEqual(found, []);
  assert.ok(one?.config.target === 'aws');
  assert.deepEqual(
    [one.config.account, one.config.region, one.config.network.cidr],
    ['777788889999', 'us-west-2', '10.2.0.0/16'],
  );
  const store = one.config.services.store;
  assert.deepEqual([store?.cpu, store?.image.digest], [1024, undefined]);
});

const chains: Record<string, [files: Record<string, string>, path: string]> = {
  'an environment that extends itself': [{ live: 'live' }, 'live → live'],
  'two that extend each other': [{ live: 'dev', dev: 'live' }, 'live → dev → live'],
  'three in a circle': [{ live: 'dev', dev: 'local', local: 'live' }, 'live → dev → local → live'],
  'a chain': [{ live: 'dev', dev: 'local' }, 'live → dev → local'],
  'a chain into a circle': [{ live: 'dev', dev: 'dev' }, 'live → dev → dev'],
};
for (const [title, [links, path]] of Object.entries(chains)) {
  test(`${title} is told with its path, at extends`, () => {
    const files = Object.entries(links).map(([name, base]) => [
      `${name}/config.yaml`,
      `${LIVE}extends: ${base}\n`,
    ]);
    const { diagnostics } = load(Object.fromEntries(files), ['live']);
    const [first, ...more] = diagnostics;
    const isCycle = path.startsWith('live') && path.endsWith('live');
    assert.equal(first?.code, isCycle ? 'config/extends-cycle' : 'config/extends-chain');
    assert.ok(first.message.endsWith(path), first.message);
    assert.deepEqual([first.file, first.line], ['environments/live/config.yaml', 6]);
    assert.deepEqual(more, []);
  });
}

test('a mistake in serviceDefaults is told once, not also as a missing key of every service', () => {
  const defaults = readFileSync(join(base, 'environments/defaults.yaml'), 'utf8');
  const { found } = load({ 'defaults.yaml': defaults.replace('memory: 1024', 'memory: much') });
  assert.deepEqual(found, ['config/type environments/defaults.yaml:28']);
});

test('a misspelt key is told once, not also as the missing key that it was meant to be', () => {
  const { found } = load({ 'live/config.yaml': LIVE.replace('tier:', 'teir:') });
  assert.deepEqual(found, ['config/unknown-key environments/live/config.yaml:2']);
});

test('an unusable value of the file is left out, and the rest still checked', () => {
  const { found, names } = load({ 'live/config.yaml': LIVE.replace('"444455556666"', '!x 4') });
  assert.deepEqual(found, ['config/tag environments/live/config.yaml:3']);
  assert.ok(!names.includes('live'));
});

test('the files of environments that were not named are not asked', () => {
  const { found, names, all } = load({ 'live/config.yaml': 'targt: aws\n' }, ['dev']);
  assert.deepEqual([found, names, all], [[], ['dev'], ['dev', 'account', 'account-live', 'local']]);
});

test('a value that is set lies over all layers of the named environments alone', () => {
  const settings = ['services.store.command.1=src/other.ts', 'serviceDefaults.stopTimeout=30'];
  const root = repositoryWith({});
  const { loaded, all, diagnostics } = loadConfigs(root, ['dev'], settings);
  assert.deepEqual(diagnostics, []);
  const dev = loaded[0];
  assert.deepEqual(dev?.config.services.store?.command, ['node', 'src/other.ts']);
  assert.equal(dev?.config.services.front?.stopTimeout, 30);
  const live = all.find(({ name }) => name === 'live');
  assert.deepEqual(live?.config.services.store?.command, ['node', 'src/main.ts']);
  assert.equal(live?.config.services.front?.stopTimeout, 60);
  assert.ok(dev);
  const settingsOf = nodeAt(dev.layered, ['services', 'store', 'command'])?.settings;
  assert.deepEqual(
    settingsOf?.map(({ file }) => file),
    ['environments/defaults.yaml', '--set'],
  );
});

test('a wrong value that is set is told once, and nothing else because of it', () => {
  const { found } = load({}, ['dev', 'live'], ['services.store.cpu=1000']);
  assert.deepEqual([...new Set(found)], ['config/value --set:1']);
});

test('a folder without a config is an environment only if something was rendered into it', () => {
  const root = repositoryWith({ 'notes/README.md': '#\n', 'gone/rendered/manifest.json': '{}' });
  const { names, refused } = findEnvironments(root);
  assert.deepEqual(names, ['account', 'account-live', 'dev', 'live', 'local']);
  assert.deepEqual([...refused.keys()], ['gone']);
});
