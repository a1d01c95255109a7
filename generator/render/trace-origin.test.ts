import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeBase } from '../../test/support/corpus.ts';
import { renderRepository } from '../bundle/render-repository.ts';
import type { Position } from '../diagnostics.ts';
import type { Bundle } from './artefact.ts';

let root: string;
let bundles: readonly Bundle[];
before(async () => {
  root = await makeBase();
  bundles = renderRepository(root, []).bundles;
});
after(() => rmSync(root, { recursive: true, force: true }));

const lineAt = ({ file, line }: Position) =>
  `${file.split('/').slice(-2).join('/')}: ${readFileSync(join(root, file), 'utf8').split('\n')[line - 1]?.trim()}`;

/** Origin of the first line that holds a text, each place with the line that stands there. */
function originOf(environment: string, path: string, text: string) {
  const artefact = bundles
    .find((one) => one.environment === environment)
    ?.artefacts.find((one) => one.path === path);
  const index = artefact?.text.split('\n').findIndex((line) => line.includes(text)) ?? -1;
  const origin = artefact?.origin?.(index + 1);
  assert.ok(origin, `no origin of ${text} in ${path}`);
  return {
    template: lineAt(origin.template),
    col: origin.template.col,
    config: origin.config.map((one) => `${one.path} in ${lineAt(one.position)}`),
    paths: origin.config.map((one) => one.path),
    conditions: origin.conditions.map((one) => one.path),
  };
}

test('a value of a JSON file leads to the config line that set it', () => {
  const origin = originOf('dev', 'services/front.json', '"autoScalingTargetValue"');
  assert.equal(
    origin.template,
    'templates/express-service.yaml.hbs: autoScalingTargetValue: {{service.scaling.value}}',
  );
  assert.deepEqual(origin.config, [
    'services.front.scaling.targets.0.value in dev/config.yaml: scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}',
  ]);
});

test('a parameter leads to all that its value is computed from', () => {
  assert.deepEqual(originOf('dev', 'stacks/network.parameters.json', '10.1.32.0/19').paths, [
    'network.cidr',
    'network.azCount',
    'network.nat',
  ]);
  const bucket = originOf('dev', 'stacks/platform.parameters.json', 'demo-dev-catalog');
  assert.deepEqual(bucket.paths, ['target', 'project', 'account']);
});

test('a variable leads to its own config line and to what it refers to, not to its neighbours', () => {
  const { paths } = originOf('dev', 'task-definitions/front.json', 'http://store:9000');
  assert.ok(paths.includes('services.front.environment.STORE_URL'), String(paths));
  assert.ok(paths.includes('services.store.port'), String(paths));
  assert.ok(!paths.some((path) => /MODEL_ID|environment\.PORT/.test(path)), String(paths));
});

test('a value that a partial is given by name leads to where it was read', () => {
  const { template, paths } = originOf('live', 'task-definitions/store.json', '"awslogs-group"');
  assert.equal(template, 'partials/log-configuration.yaml.hbs: awslogs-group: {{group}}');
  assert.deepEqual(paths, ['project']);
});

test('a line that stands only in a template leads to that template, and to no config', () => {
  assert.deepEqual(originOf('dev', 'stacks/platform.yaml', 'EnableKeyRotation'), {
    template: 'partials/data-key.yaml.hbs: EnableKeyRotation: true',
    col: 7,
    config: [],
    paths: [],
    conditions: [],
  });
});

const conditions: [
  title: string,
  environment: string,
  path: string,
  text: string,
  paths: string[],
][] = [
  [
    'a line in a condition knows what it asks',
    'dev',
    'stacks/platform.yaml',
    'ExpressInfrastructureRole:',
    ['services.store.exposure.mode', 'services.front.exposure.mode'],
  ],
  [
    'a line in a loop knows what makes its list',
    'dev',
    'stacks/network.yaml',
    'Type: AWS::EC2::Subnet',
    ['network.cidr', 'network.azCount', 'network.nat'],
  ],
  [
    'a line for a service knows its part of the config',
    'dev',
    'stacks/platform.yaml',
    'StoreLogs:',
    ['services.store'],
  ],
  [
    'a line in an else branch knows what the condition asked',
    'local',
    'service-connect/store.json',
    '"namespace"',
    ['target'],
  ],
  [
    'a partial whose name is computed knows what chose it',
    'dev',
    'stacks/platform.yaml',
    'Sid: ReadCatalog',
    ['services.store', 'services.store.permissions.grants.0'],
  ],
  [
    'an item of a loop knows its own config',
    'dev',
    'stacks/platform.yaml',
    'Description: Secret that front reads',
    [
      'services.front',
      'services.front.secrets.API_TOKEN.arn',
      'services.front.secrets.API_TOKEN.jsonKey',
    ],
  ],
  [
    'a line behind a block has none of its conditions',
    'dev',
    'services/store.json',
    '"securityGroups"',
    [],
  ],
];
for (const [title, environment, path, text, paths] of conditions) {
  test(title, () => {
    const found = originOf(environment, path, text).conditions;
    if (paths.length === 0) assert.deepEqual(found, []);
    for (const one of paths) assert.ok(found.includes(one), String(found));
  });
}

test('every line of every rendered file has a template line, and every line of config stands in a file', () => {
  for (const { environment, artefacts } of bundles) {
    for (const { path, text, origin } of artefacts) {
      if (!origin) continue;
      const header = path.endsWith('.yaml') ? 1 : 0;
      const lines = text.trimEnd().split('\n').slice(header);
      for (const [index, line] of lines.entries()) {
        const found = origin(index + 1 + header);
        assert.ok(found, `${environment} ${path} ${line}`);
        for (const { position } of [...found.config, ...found.conditions]) lineAt(position);
      }
    }
  }
});

test('text of a line that stands in the template stands at the origin', () => {
  for (const { artefacts } of bundles) {
    for (const { path, text, origin } of artefacts.filter((one) => one.path.endsWith('.yaml'))) {
      for (const [index, line] of text.trimEnd().split('\n').entries()) {
        const found = index > 0 ? origin?.(index + 1) : undefined;
        if (!found || found.config.length > 0) continue;
        const source = readFileSync(join(root, found.template.file), 'utf8').split('\n');
        const written = source[found.template.line - 1]?.slice(found.template.col - 1) ?? '';
        assert.ok(line.trimStart().startsWith(written.split('{{')[0] ?? ''), `${path} ${line}`);
      }
    }
  }
});
