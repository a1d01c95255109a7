import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeChangesBase } from '../../test/support/change-cases.ts';
import { renderChecked } from '../bundle/render-checked.ts';
import type { Bundle } from '../render/artefact.ts';
import { diffBundles } from './diff-bundles.ts';
import { diffRepository } from './diff-repository.ts';

let root: string;
let bundles: readonly Bundle[];
before(() => {
  root = makeChangesBase();
  ({ bundles } = renderChecked(root, []));
});
after(() => rmSync(root, { recursive: true, force: true }));

const without = (name: string) => bundles.filter(({ environment }) => environment !== name);
const rendered = (name: string, ...settings: string[]): Bundle =>
  renderChecked(root, [name], { settings }).bundles[0] as Bundle;

test('nothing changes where both sides are the same', () => {
  const report = diffRepository(bundles, bundles);
  assert.equal(report.risk, 'none');
  assert.deepEqual(report.reasons, []);
  assert.ok(report.environments.every(({ change }) => change === 'unchanged'));
});

test('an environment that comes, and one that goes, is told as a whole', () => {
  const added = diffRepository(without('dev'), bundles).environments[2];
  assert.equal(added?.change, 'added');
  assert.deepEqual(
    added?.entries.map(({ code, risk }) => [code, risk]),
    [['environment/added', 'review']],
  );
  assert.match(added?.entries[0]?.message ?? '', /front reached by express/);
  const removed = diffRepository(bundles, without('dev')).environments[2];
  assert.deepEqual(
    removed?.entries.map(({ code, risk }) => [code, risk]),
    [['environment/removed', 'dangerous']],
  );
});

test('what runs on a laptop only changes nothing in AWS when it goes', () => {
  assert.equal(diffRepository(bundles, without('local')).risk, 'none');
});

test('the risk of a change is the greatest of all, and its reasons are what made it so', () => {
  const now = [rendered('dev', 'network.cidr=10.9.0.0/16'), ...without('dev')];
  const { risk, reasons } = diffRepository(bundles, now);
  assert.equal(risk, 'dangerous');
  assert.ok(
    reasons.some(({ environment, subject }) => environment === 'dev' && /Vpc/.test(subject)),
  );
  assert.ok(reasons.every(({ environment }) => environment === 'dev'));
});

/** An environment without one of its stacks. */
function withoutStack({ environment, artefacts }: Bundle, stack: string): Bundle {
  return { environment, artefacts: artefacts.filter((one) => one.stack !== stack) };
}

test('a stack that comes, and one that goes, is told with what is in it', () => {
  const whole = rendered('live');
  const part = withoutStack(whole, 'network');
  const codes = (from: Bundle, to: Bundle) =>
    diffBundles(from, to).entries.filter(
      ({ code, stack }) => code.startsWith('stack/') && stack === 'network',
    );
  assert.equal(codes(part, whole)[0]?.code, 'stack/added');
  const gone = codes(whole, part);
  assert.deepEqual([gone[0]?.code, gone[0]?.risk], ['stack/removed', 'dangerous']);
  assert.ok(
    gone.some(({ code, resource }) => code === 'stack/resource-removed' && resource === 'Vpc'),
  );
});

test('what changes on a laptop asks nothing of a reviewer', () => {
  const now = [rendered('local', 'services.store.cpu=1024', 'services.store.memory=2048')];
  const { risk, environments } = diffRepository(
    bundles.filter(({ environment }) => environment === 'local'),
    now,
  );
  assert.equal(risk, 'none');
  assert.ok((environments[0]?.entries.length ?? 0) > 0);
});

test('what follows from something else is told, and is no reason of its own', () => {
  const now = [rendered('dev', 'network.cidr=10.9.0.0/16'), ...without('dev')];
  const { reasons, environments } = diffRepository(bundles, now);
  const followed = environments[2]?.entries.filter(({ because }) => because !== undefined) ?? [];
  assert.ok(followed.length > 5);
  const subjects = reasons.map(({ subject }) => subject);
  assert.ok(subjects.includes('network · Vpc') && !subjects.includes('network · PublicRouteTable'));
});
