import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeChangesBase } from '../../../test/support/change-cases.ts';
import { renderChecked } from '../../bundle/render-checked.ts';
import { findSkew } from './find-skew.ts';
import { promotionPaths } from './promotion-paths.ts';

let root: string;
before(() => {
  root = makeChangesBase();
});
after(() => rmSync(root, { recursive: true, force: true }));

test('a way goes from where images come in to where they go no further, and may fork', () => {
  const from = (environment: string, promotesFrom?: string) => ({ environment, promotesFrom });
  assert.deepEqual(promotionPaths([from('prod', 'staging'), from('dev'), from('staging', 'dev')]), [
    ['dev', 'staging', 'prod'],
  ]);
  assert.deepEqual(promotionPaths([from('eu', 'dev'), from('us', 'dev'), from('dev')]), [
    ['dev', 'eu'],
    ['dev', 'us'],
  ]);
  assert.deepEqual(promotionPaths([from('alone'), from('lost', 'gone')]), []);
  assert.deepEqual(promotionPaths([from('a', 'b'), from('b', 'a')]), []);
});

const skew = (...settings: string[]) => {
  const bundles = ['dev', 'live'].flatMap((name) => {
    const own = settings.filter((one) => one.startsWith(`${name}:`));
    const set = own.map((one) => one.slice(name.length + 1));
    return renderChecked(root, [name], { settings: set }).bundles;
  });
  return findSkew(bundles);
};

test('what promotion copies stands first, and only what differs stands there', () => {
  const [same] = skew();
  assert.deepEqual(same?.environments, ['dev', 'live']);
  assert.deepEqual(
    same?.rows.filter(({ isPromotable }) => isPromotable),
    [],
  );
  const digest = `sha256:${'d'.repeat(64)}`;
  const [differs] = skew(`dev:services.store.image.digest="${digest}"`);
  assert.deepEqual(differs?.rows[0], {
    what: 'store · image',
    isPromotable: true,
    values: ['sha256:dddddddddddd…', 'sha256:aaaaaaaaaaaa…'],
  });
});

test('each kind of value is told with what both have', () => {
  const rows = new Map(skew()[0]?.rows.map(({ what, values }) => [what, values]));
  assert.deepEqual(rows.get('store · tasks'), ['2', '4']);
  assert.deepEqual(rows.get('brain · tasks'), ['2', '2 to 6, hold-cpu 60']);
  assert.deepEqual(rows.get('front · tasks'), ['1 to 4, AVERAGE_CPU 70', '2']);
  assert.deepEqual(rows.get('front · exposure'), ['express', 'internal']);
  assert.deepEqual(rows.get('brain · secrets'), ['API_TOKEN', 'none']);
  assert.deepEqual(rows.get('NAT gateways'), ['1', '2']);
  assert.deepEqual(rows.get('log retention days'), ['30', '365']);
});

test('a variable that names its own environment is no difference, one that only one has is', () => {
  const [{ rows } = { rows: [] }] = skew('live:services.store.environment.MODE=fast');
  const found = rows.filter(({ what }) => /^store · [A-Z]/.test(what));
  assert.deepEqual(found, [
    { what: 'store · MODE', isPromotable: false, values: [undefined, 'fast'] },
  ]);
});
