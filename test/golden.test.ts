import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderChecked } from '../generator/bundle/render-checked.ts';
import { checkStacks } from '../generator/check/stack/check-stacks.ts';
import { compareRendered } from '../generator/write/compare-rendered.ts';
import { writeRendered } from '../generator/write/write-rendered.ts';
import { repository, scratchRepository } from './support/scratch.ts';

const golden = join(repository, 'test/golden');

/** `UPDATE_GOLDEN=1 npm test` writes what is rendered now; the difference is then reviewed like code. */
const update = process.env.UPDATE_GOLDEN === '1';

for (const name of readdirSync(golden)) {
  test(`the golden case ${name} renders to the files that were reviewed`, async (t) => {
    const { root } = scratchRepository(t);
    rmSync(join(root, 'environments'), { recursive: true });
    cpSync(join(golden, name, 'environments'), join(root, 'environments'), { recursive: true });
    const { bundles } = renderChecked(root, []);
    if (update) {
      writeRendered(join(golden, name), bundles);
      return;
    }
    const { changes } = compareRendered(root, bundles);
    for (const { path, text } of changes) {
      const reviewed = join(golden, name, path);
      assert.equal(text, existsSync(reviewed) ? readFileSync(reviewed, 'utf8') : undefined, path);
    }
    const artefacts = bundles.flatMap((bundle) => bundle.artefacts);
    assert.deepEqual((await checkStacks(artefacts)).diagnostics, []);
  });
}
