import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawRevert } from './revert.ts';

const commit = 'a'.repeat(40);

test('the commit and the number of the deployment are put out', () => {
  assert.equal(
    drawRevert({ to: { number: 12 }, revert: { commit } }),
    `commit=${commit}\nnumber=12\n`,
  );
});

test('where Git says already what runs, nothing is', () => {
  assert.equal(drawRevert({ to: { number: 12 } }), 'commit=\nnumber=\n');
  assert.equal(drawRevert({ to: { number: 12 }, revert: null }), 'commit=\nnumber=\n');
});

test('what could be something else than a commit or a number is refused', () => {
  for (const wrong of ['', 'HEAD', '--output=x', `${commit}\nx=y`]) {
    assert.throws(() => drawRevert({ to: { number: 1 }, revert: { commit: wrong } }), /no commit/);
  }
  assert.throws(() => drawRevert({ revert: { commit } }), /no deployment/);
});
