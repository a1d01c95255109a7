import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from '../../test/support/scratch.ts';
import { checkLayer } from './config-files.ts';
import { drawExplanation } from './draw-explanation.ts';
import { explainConfig } from './explain-config.ts';
import { settleLayers, stackLayers } from './layers.ts';
import { type LocatedMap, merge, toPlain } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Config } from './schema.ts';
import { layerOf, parseSettings } from './settings.ts';

const guide = readFileSync(join(repository, 'docs/guides/config-layers.md'), 'utf8');

/** The file that the guide shows under a comment with its name, held against the schema. */
function layerIn(file: string): LocatedMap {
  const text = guide.split(/```(?:yaml)?\n/).find((part) => part.startsWith(`# ${file}\n`)) ?? '';
  const { root, diagnostics } = parseYaml(file, text);
  assert.ok(root);
  assert.deepEqual([...diagnostics, ...checkLayer(root).diagnostics], []);
  return root;
}

test('the guide shows what its files come to', () => {
  const [, argument = ''] = /--explain --set (\S+)`/.exec(guide) ?? [];
  const [, shown] = /```text\n(.*?)\n```/s.exec(guide) ?? [];
  const stacked = stackLayers({
    defaults: layerIn('environments/defaults.yaml'),
    extended: layerIn('environments/west/config.yaml'),
    own: layerIn('environments/prod/config.yaml'),
  });
  const [setting] = parseSettings([argument]).settings;
  assert.ok(setting);
  const { layer } = layerOf(setting, stacked);
  assert.ok(layer);
  const layered = settleLayers(merge(stacked, layer) as LocatedMap);
  const config = toPlain(layered) as Config;
  const explanation = explainConfig({ name: 'prod', config, layered }, () => false);
  assert.equal(drawExplanation(explanation), shown);
});

test('the merge key of the guide gives what the guide says', () => {
  const [, text = ''] = /```yaml\n(services:.*?)```/s.exec(guide) ?? [];
  const { root, diagnostics } = parseYaml('guide', text);
  assert.ok(root);
  assert.deepEqual([...diagnostics, ...checkLayer(root).diagnostics], []);
  assert.deepEqual(toPlain(root), {
    services: { store: { cpu: 256, memory: 512 }, web: { cpu: 256, memory: 1024 } },
  });
});
