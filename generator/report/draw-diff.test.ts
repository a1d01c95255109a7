import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiffReport } from '../diff/report.ts';
import { drawDiff } from './draw-diff.ts';
import { visibleText } from './visible-text.ts';

const nasty = 'x\n::error::forged\u001b[31m \u202eabc';

const report: DiffReport = {
  risk: 'dangerous',
  reasons: [],
  environments: [
    {
      environment: 'dev',
      change: 'changed',
      risk: 'dangerous',
      entries: [
        { code: 'service/changed', risk: 'low', subject: 'store', message: 'small' },
        { code: 'stack/data-destroyed', risk: 'dangerous', subject: nasty, message: nasty },
      ],
      rollouts: [],
      files: [{ path: 'stacks/network.yaml', change: 'changed' }],
    },
    {
      environment: 'live',
      change: 'unchanged',
      risk: 'none',
      entries: [],
      rollouts: [],
      files: [],
    },
  ],
  skew: [
    {
      environments: ['dev', 'live'],
      rows: [{ what: nasty, isPromotable: true, values: [undefined, nasty] }],
    },
  ],
};

test('no text of a config begins a line or is obeyed by a terminal', () => {
  const drawn = drawDiff(report);
  assert.doesNotMatch(drawn, /^::/m);
  assert.ok(!drawn.includes('\u001b') && !drawn.includes('\u202e'));
  assert.ok(drawn.includes('x ::error::forgedU+001B[31m U+202Eabc'));
});

test('the greatest risk stands first, and what does not change in one line', () => {
  const lines = drawDiff(report).split('\n');
  assert.equal(lines[0], 'risk: dangerous');
  const risks = lines.flatMap((line) => /^ {2}(low|dangerous)/.exec(line)?.[1] ?? []);
  assert.deepEqual(risks, ['dangerous', 'low']);
  assert.ok(lines.includes('unchanged: live'));
});

test('a plain text stays as it is', () => {
  assert.equal(
    visibleText('network · Vpc: 10.1.0.0/16 → 10.2.0.0/16'),
    'network · Vpc: 10.1.0.0/16 → 10.2.0.0/16',
  );
});
