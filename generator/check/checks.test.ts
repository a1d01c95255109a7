import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { repository } from '../../test/support/scratch.ts';
import type { Artefact } from '../render/artefact.ts';
import { renderRepository } from '../render/render-repository.ts';
import { checkEcsInput } from './ecs/ecs-schema.ts';
import { checkStackTemplates } from './stack/cloudformation-include.ts';

let artefacts: Artefact[];
before(() => {
  artefacts = renderRepository(repository, ['dev']).bundles.flatMap((bundle) => bundle.artefacts);
});

const find = (path: string) => artefacts.find((one) => one.path === path) as Artefact;
const changed = (path: string, change: (value: Record<string, unknown>) => object): Artefact => {
  const artefact = find(path);
  return { ...artefact, value: change(structuredClone(artefact.value) as Record<string, unknown>) };
};

test('the SDK knows every member of every rendered ECS file', () => {
  assert.deepEqual(artefacts.flatMap(checkEcsInput), []);
});

test('an unknown member is told with the nearest known one', () => {
  const broken = changed('task-definitions/ui.json', ({ cpu, ...rest }) => ({
    ...rest,
    cpuu: cpu,
  }));
  const [found] = checkEcsInput(broken);
  assert.deepEqual(
    [found?.code, found?.path, found?.hint],
    ['artefact/ecs', 'cpuu', 'did you mean `cpu`?'],
  );
});

test('an unknown member deep inside is told with its path', () => {
  const broken = changed('service-connect/agent.json', (value) => {
    const [service] = value.services as { timeout: object }[];
    return { ...value, services: [{ ...service, timeout: { perRequestTimeout: 0 } }] };
  });
  const [found] = checkEcsInput(broken);
  assert.equal(found?.path, 'services.0.timeout.perRequestTimeout');
  assert.equal(found?.file, 'templates/service-connect.yaml.hbs');
});

test('a missing required member and a wrong type are told', () => {
  const broken = changed('task-definitions/ui.json', ({ family: _family, ...rest }) => ({
    ...rest,
    cpu: 256,
  }));
  assert.deepEqual(
    checkEcsInput(broken).map(({ message }) => message),
    [
      'task-definitions/ui.json: `family` is required',
      'task-definitions/ui.json: `cpu` must be a string',
    ],
  );
});

test('CloudFormation include accepts every stack', async () => {
  const all = renderRepository(repository, []).bundles.flatMap((bundle) => bundle.artefacts);
  assert.equal(all.filter(({ kind }) => kind === 'stack-template').length, 7);
  assert.deepEqual(await checkStackTemplates(all), []);
});

const mistakes: [title: string, from: string, to: string, file: string, line: number][] = [
  [
    'a reference to nothing',
    '!GetAtt DataKey.Arn',
    '!GetAtt DataKeyy.Arn',
    'templates/partials/catalog-bucket.yaml.hbs',
    13,
  ],
  [
    'an unknown property',
    'EnableKeyRotation',
    'EnableKeyRotationn',
    'templates/partials/data-key.yaml.hbs',
    7,
  ],
  [
    'an unknown resource type',
    'AWS::KMS::Alias',
    'AWS::KMS::Aliass',
    'templates/partials/data-key.yaml.hbs',
    25,
  ],
];
for (const [title, from, to, file, line] of mistakes) {
  test(`${title} in a stack is told at its template line`, async () => {
    const platform = find('stacks/platform.yaml');
    const [found] = await checkStackTemplates([
      { ...platform, text: platform.text.replace(from, to) },
    ]);
    assert.deepEqual(
      [found?.code, found?.file, found?.line],
      ['artefact/cloudformation', file, line],
    );
  });
}
