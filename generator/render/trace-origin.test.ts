import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { repository } from '../../test/support/scratch.ts';
import type { Artefact, Bundle } from './artefact.ts';
import { renderRepository } from './render-repository.ts';

let bundle: Bundle;
before(() => {
  [bundle] = renderRepository(repository, ['dev']).bundles as [Bundle];
});

function originOf(path: string, line: string) {
  const artefact = bundle.artefacts.find((one) => one.path === path) as Artefact;
  const index = artefact.text.split('\n').findIndex((text) => text.includes(line));
  assert.ok(index >= 0, `no line ${line}`);
  const origin = artefact.origin?.(index + 1);
  assert.ok(origin);
  return {
    template: `${origin.template.file}:${origin.template.line}`,
    config: origin.config.map(
      ({ path: configPath, position }) => `${configPath} ${position.file}:${position.line}`,
    ),
  };
}

test('a value of a JSON file leads to the config line that set it', () => {
  const origin = originOf('services/ui.json', '"autoScalingTargetValue"');
  assert.equal(origin.template, 'templates/express-service.yaml.hbs:18');
  assert.deepEqual(origin.config, [
    'services.ui.scaling.targets.0.value environments/dev/config.yaml:13',
  ]);
});

test('a parameter leads to the config line behind its value', () => {
  assert.deepEqual(originOf('stacks/network.parameters.json', '10.10.32.0/19').config, [
    'network.cidr environments/dev/config.yaml:8',
    'network.azCount environments/defaults.yaml:23',
    'network.nat environments/defaults.yaml:24',
  ]);
});

test('a derived name leads to all that it is made of', () => {
  assert.deepEqual(
    originOf('stacks/platform.parameters.json', 'shop-dev-catalog').config.map(
      (one) => one.split(' ')[0],
    ),
    ['target', 'project', 'account'],
  );
});

test('an environment variable with a reference leads to both config values', () => {
  const { config } = originOf('task-definitions/ui.json', 'http://agent:3000');
  assert.ok(
    config.some((one) => one.startsWith('services.ui.environment.AGENT_URL ')),
    String(config),
  );
});

test('a line that stands only in a template leads to that template', () => {
  assert.deepEqual(originOf('stacks/platform.yaml', 'EnableKeyRotation'), {
    template: 'templates/partials/data-key.yaml.hbs:7',
    config: [],
  });
});

test('every line of every rendered file has a template line', () => {
  for (const { path, text, origin } of bundle.artefacts) {
    if (!origin) continue;
    const lines = text.trimEnd().split('\n');
    const header = path.endsWith('.yaml') ? 1 : 0;
    const lost = lines.filter(
      (line, index) => index >= header && line !== '' && !origin(index + 1),
    );
    assert.deepEqual(lost, [], path);
  }
});
