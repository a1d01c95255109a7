import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { makeChangesBase } from '../../../test/support/change-cases.ts';
import { renderChecked } from '../../bundle/render-checked.ts';
import type { Path } from '../../config/located.ts';
import type { Bundle } from '../../render/artefact.ts';
import { childrenOf } from '../../render/canonical-json.ts';
import { isMap } from '../../render/plain-values.ts';
import { diffBundles } from '../diff-bundles.ts';

let root: string;
let bundle: Bundle;
before(() => {
  root = makeChangesBase();
  [bundle] = renderChecked(root, ['dev']).bundles as [Bundle];
});
after(() => rmSync(root, { recursive: true, force: true }));

/** Every leaf of what a resource is, by its path in the template. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  const children = childrenOf(value);
  if (children.length === 0) return [path];
  return children.flatMap(([step, child]) => leavesOf(child, [...path, step]));
}

const resourceLeaves = (template: unknown) =>
  leavesOf((template as { Resources: unknown }).Resources).filter((path) =>
    ['Properties', 'DeletionPolicy', 'UpdateReplacePolicy', 'DependsOn'].includes(String(path[1])),
  );

function changedAt(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return typeof value === 'boolean' ? !value : `${value}1`;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? changedAt(item, rest) : item));
  }
  if (!isMap(value)) return value;
  return { ...value, [step]: changedAt(value[step], rest) };
}

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
