import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseDeployments, type Deployment } from './choose-deployments.ts';
import { orderEnvironments } from './order-environments.ts';
import type { Environment } from './read-environments.ts';

const aws = (name: string, promotesFrom?: string): Environment => ({
  name,
  target: 'aws',
  region: 'us-west-2',
  ...(promotesFrom !== undefined && { promotesFrom }),
  roles: { deploy: `arn:deploy-${name}`, read: `arn:read-${name}` },
});
const all: readonly Environment[] = [
  { name: 'account', target: 'account', region: 'us-west-2' },
  aws('alpha', 'beta'),
  aws('beta', 'gamma'),
  aws('gamma'),
  { name: 'local', target: 'local', region: 'us-west-2' },
  aws('other'),
];
const names = (found: readonly Deployment[]) => found.map(({ environment }) => environment);
const changed = (...files: string[]) => chooseDeployments(all, { changed: files }, 'deploy');

test('environments go in the order of promotion, whatever their names', () => {
  const { deployments } = chooseDeployments(all, 'all', 'read');
  assert.deepEqual(names(deployments), ['gamma', 'other', 'beta', 'alpha']);
  assert.deepEqual(deployments[0], {
    environment: 'gamma',
    role: 'arn:read-gamma',
    region: 'us-west-2',
  });
});

test('a change of rendered files deploys that environment, and nothing else does', () => {
  const { deployments, notices } = changed(
    'environments/alpha/rendered/stacks/network.yaml',
    'environments/gamma/rendered/manifest.json',
    'environments/beta/config.yaml',
    'environments/defaults.yaml',
    'docs/environments/other/rendered/x',
  );
  assert.deepEqual(names(deployments), ['gamma', 'alpha']);
  assert.deepEqual(notices, []);
});

test('an environment whose source is not deployed by itself comes where the chain says', () => {
  assert.deepEqual(names(changed('environments/beta/rendered/README.md').deployments), ['beta']);
});

test('what people do themselves is told: an account, and an environment that is gone', () => {
  const { deployments, notices } = changed(
    'environments/account/rendered/manifest.json',
    'environments/local/rendered/manifest.json',
    'environments/old/rendered/manifest.json',
  );
  assert.deepEqual(deployments, []);
  assert.equal(notices.length, 2);
  assert.match(notices[0] ?? '', /^account is deployed by an administrator/);
  assert.match(notices[1] ?? '', /^old is gone/);
});

test('a name is looked up, and the error says which there are', () => {
  assert.deepEqual(
    names(chooseDeployments(all, { named: ['alpha', 'beta'] }, 'deploy').deployments),
    ['beta', 'alpha'],
  );
  for (const named of [['local'], ['beta', 'account'], [''], ['__proto__'], []]) {
    assert.throws(() => chooseDeployments(all, { named }, 'deploy'), /gamma, other, beta, alpha$/);
  }
});

test('a manifest that names no role is told by its path', () => {
  const { roles: _, ...without } = aws('alpha');
  assert.throws(
    () => chooseDeployments([without], 'all', 'deploy'),
    /environments\/alpha\/rendered\/manifest\.json names no role `deploy`/,
  );
});

test('a circle of promotion is told', () => {
  assert.throws(() => orderEnvironments([aws('a', 'b'), aws('b', 'a')]), /a ← b ← a: a circle/);
});
