import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { makeChangesBase } from '../../../test/support/change-cases.ts';
import { changedAt, leavesOf } from '../../../test/support/change-leaf.ts';
import { renderChecked } from '../../bundle/render-checked.ts';
import type { Bundle } from '../../render/artefact.ts';
import { diffBundles } from '../diff-bundles.ts';

let root: string;
let bundle: Bundle;
before(() => {
  root = makeChangesBase();
  [bundle] = renderChecked(root, ['dev']).bundles as [Bundle];
});
after(() => rmSync(root, { recursive: true, force: true }));

const resourceLeaves = (template: unknown) =>
  leavesOf((template as { Resources: unknown }).Resources).filter((path) =>
    ['Properties', 'DeletionPolicy', 'UpdateReplacePolicy', 'DependsOn'].includes(String(path[1])),
  );

test('whatever differs in a resource is told', () => {
  const templates = bundle.artefacts.filter(({ kind }) => kind === 'stack-template');
  const places = templates.flatMap((artefact) =>
    resourceLeaves(artefact.value).map((path) => ({ artefact, path })),
  );
  assert.ok(places.length > 300);
  fc.assert(
    fc.property(fc.constantFrom(...places), ({ artefact, path }) => {
      const value = changedAt(artefact.value, ['Resources', ...path]);
      const changed = { ...artefact, value, text: JSON.stringify(value) };
      const artefacts = bundle.artefacts.map((one) => (one === artefact ? changed : one));
      const { entries } = diffBundles(bundle, { ...bundle, artefacts });
      assert.ok(
        entries.some(({ resource }) => resource === path[0]),
        `nothing about ${path.join('.')}`,
      );
    }),
    { numRuns: 150 },
  );
});
