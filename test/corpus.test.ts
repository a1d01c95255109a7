import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { type Case, makeBase, matches, readCorpus, runCase } from './support/corpus.ts';

let base: string;
before(async () => {
  base = await makeBase();
});
after(() => rmSync(base, { recursive: true, force: true }));

const files = readCorpus();

for (const { file, cases } of files) {
  describe(file, () => {
    for (const one of cases) test(`${one.title} (${one.code})`, () => holds(one));
  });
}

async function holds(one: Case): Promise<void> {
  const { exit, stderr, diagnostics, changed } = await runCase(one, base);
  const seen = JSON.stringify(diagnostics, null, 1) + stderr;
  assert.ok(
    diagnostics.some((found) => matches(found, one)),
    seen,
  );
  assert.equal(exit, one.exit ?? (one.severity === 'warning' ? 0 : 2), seen);
  assert.ok(!/^ {4}at /m.test(stderr), 'no stack trace for a mistake of the user');
  assert.deepEqual(changed, []);
}
