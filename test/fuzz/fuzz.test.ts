import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCases, seedsOf } from './run-cases.ts';

/** A few of what `npm run test:fuzz` does with thousands. */
const SEED = 2_026;
const CASES = 150;

test(`random and changed configs render or are refused at a place (seed ${SEED})`, async () => {
  const report = await runCases({ seeds: seedsOf(SEED, CASES), slowChecks: 1, threads: 1 });
  assert.deepEqual(report.broken, []);
  assert.equal(report.rendered + report.refused, CASES);
  assert.ok(report.rendered >= CASES / 10, `only ${report.rendered} rendered`);
  assert.ok(report.refused >= CASES / 4, `only ${report.refused} were refused`);
  assert.ok(report.codes.size >= 15, `only ${report.codes.size} codes were met`);
  assert.equal(report.validated, 1);
});
