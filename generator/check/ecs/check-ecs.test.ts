import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { repository } from '../../../test/support/scratch.ts';
import { renderRepository } from '../../bundle/render-repository.ts';
import type { Artefact } from '../../render/artefact.ts';
import { checkEcsFile } from './check-ecs.ts';

const SURROUNDINGS = { target: 'aws', region: 'us-west-2' } as const;

let artefacts: Artefact[];
before(() => {
  artefacts = renderRepository(repository, ['dev']).bundles.flatMap((bundle) => bundle.artefacts);
});

type Value = Record<string, unknown>;

const changed = (path: string, change: (value: Value) => object): Artefact => {
  const artefact = artefacts.find((one) => one.path === path) as Artefact;
  return { ...artefact, value: change(structuredClone(artefact.value) as Value) };
};
const check = (artefact: Artefact) => checkEcsFile(artefact, SURROUNDINGS);

test('the SDK knows every member of every rendered ECS file, and no rule objects', () => {
  assert.deepEqual(artefacts.flatMap(check), []);
});

test('an unknown member is told with the nearest known one', () => {
  const broken = changed('task-definitions/ui.json', ({ stopTimeout, tags, ...rest }) => ({
    ...rest,
    tagss: tags,
  }));
  const [found] = check(broken);
  assert.deepEqual(
    [found?.code, found?.path, found?.hint],
    ['artefact/ecs', 'tagss', 'did you mean `tags`?'],
  );
});

test('an unknown member deep inside is told with its path', () => {
  const broken = changed('service-connect/agent.json', (value) => {
    const [service] = value.services as { timeout: object }[];
    return { ...value, services: [{ ...service, timeout: { perRequestTimeout: 0 } }] };
  });
  const [found] = check(broken);
  assert.equal(found?.path, 'services.0.timeout.perRequestTimeout');
  assert.equal(found?.file, 'templates/service-connect.yaml.hbs');
});

test('a missing required member and a wrong type are told, and rules wait until types are right', () => {
  const broken = changed('task-definitions/ui.json', ({ family: _family, ...rest }) => ({
    ...rest,
    cpu: 256,
    networkMode: 'none',
  }));
  assert.deepEqual(
    check(broken).map(({ code, message }) => [code, message]),
    [
      ['artefact/ecs', 'task-definitions/ui.json: `family` is required'],
      ['artefact/ecs', 'task-definitions/ui.json: `cpu` must be a string'],
    ],
  );
});

test('a laptop has no roles, and its namespace is a name', () => {
  const task = changed('task-definitions/ui.json', ({ taskRoleArn: _role, ...rest }) => rest);
  const connect = changed('service-connect/ui.json', (value) => ({ ...value, namespace: 'shop' }));
  const codes = (target: 'aws' | 'local') =>
    [task, connect]
      .flatMap((artefact) => checkEcsFile(artefact, { ...SURROUNDINGS, target }))
      .map(({ code }) => code);
  assert.deepEqual(codes('aws'), ['ecs/roles-given', 'ecs/namespace-by-arn']);
  assert.deepEqual(codes('local'), []);
});
