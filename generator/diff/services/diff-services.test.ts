import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { makeChangesBase } from '../../../test/support/change-cases.ts';
import { changedAt, leavesOf } from '../../../test/support/change-leaf.ts';
import { renderChecked } from '../../bundle/render-checked.ts';
import type { Artefact, Bundle } from '../../render/artefact.ts';
import { isMap } from '../../render/plain-values.ts';
import { drawEntryAnnotations } from '../../report/entry-annotations.ts';
import { ecsKindOf } from '../../wiring/ecs-input.ts';
import { diffBundles } from '../diff-bundles.ts';

let root: string;
let bundles: readonly Bundle[];
before(() => {
  root = makeChangesBase();
  ({ bundles } = renderChecked(root, ['dev', 'live']));
});
after(() => rmSync(root, { recursive: true, force: true }));

const withValue = (bundle: Bundle, artefact: Artefact, value: unknown): Bundle => {
  const changed = { ...artefact, value, text: JSON.stringify(value) };
  return {
    ...bundle,
    artefacts: bundle.artefacts.map((one) => (one === artefact ? changed : one)),
  };
};

test('whatever differs in an ECS file is told', () => {
  const silent = bundles.flatMap((bundle) =>
    bundle.artefacts
      .filter((artefact) => ecsKindOf(artefact))
      .flatMap((artefact) =>
        leavesOf(artefact.value).flatMap((path) => {
          const changed = withValue(bundle, artefact, changedAt(artefact.value, path));
          const { entries } = diffBundles(bundle, changed);
          const isTold = entries.some(({ service }) => service === artefact.service);
          return isTold ? [] : [`${bundle.environment}: ${artefact.path} ${path.join('.')}`];
        }),
      ),
  );
  assert.deepEqual(silent, []);
});

test('an entry stands at the line of the config that decides, also when it is shown as an annotation', () => {
  const [was] = bundles;
  const [is] = renderChecked(root, ['dev'], {
    settings: ['services.store.stopTimeout=90'],
  }).bundles;
  assert.ok(was && is);
  const diff = diffBundles(was, is);
  const [entry] = diff.entries;
  assert.deepEqual(entry?.at?.path, ['containerDefinitions', 0, 'stopTimeout']);
  const report = { risk: diff.risk, reasons: [], environments: [diff], skew: [] };
  assert.match(
    drawEntryAnnotations(report),
    /^::notice file=--set,line=1,col=1,title=service%2Fredeployed::|^::notice file=--set,line=1/,
  );
});

test('a value that sounds like a secret is told of and not shown', () => {
  const [bundle] = bundles;
  const task = bundle?.artefacts.find(({ path }) => path === 'task-definitions/store.json');
  assert.ok(bundle && task && isMap(task.value));
  const [container] = task.value.containerDefinitions as readonly { environment: object[] }[];
  assert.ok(container);
  const secret = { name: 'API_TOKEN', value: 'tr0ub4dor-and-3' };
  const environment = [...container.environment, secret];
  const value = { ...task.value, containerDefinitions: [{ ...container, environment }] };
  const { entries } = diffBundles(bundle, withValue(bundle, task, value));
  assert.ok(entries.length > 0);
  for (const { at, ...entry } of entries) {
    assert.ok(!JSON.stringify(entry).includes('tr0ub4dor'), JSON.stringify(entry));
  }
});
