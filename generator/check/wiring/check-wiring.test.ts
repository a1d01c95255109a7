import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { repository } from '../../../test/support/scratch.ts';
import { renderRepository } from '../../bundle/render-repository.ts';
import type { Artefact, Bundle } from '../../render/artefact.ts';
import { readWiring } from '../../wiring/wiring.ts';
import { checkWiring } from './check-wiring.ts';

let bundles: readonly Bundle[];
before(() => {
  bundles = renderRepository(repository, []).bundles;
});

const bundleOf = (name: string) =>
  bundles.find(({ environment }) => environment === name) as Bundle;

/** The same bundle with one file's value changed. */
function changed(bundle: Bundle, path: string, change: (value: never) => unknown): Bundle {
  const artefacts = bundle.artefacts.map((artefact): Artefact => {
    if (artefact.path !== path) return artefact;
    const value = structuredClone(artefact.value);
    const text = JSON.stringify(change(value as never));
    return { ...artefact, value: JSON.parse(text), text };
  });
  return { ...bundle, artefacts };
}

const codesOf = (bundle: Bundle) =>
  [...new Set(checkWiring(bundle).map(({ code }) => code))].sort();

test('the files of every environment fit together', () => {
  assert.deepEqual(bundles.flatMap(checkWiring), []);
});

test('calls are read from environment values, with what answers them', () => {
  const { calls } = readWiring(bundleOf('prod'));
  assert.deepEqual(
    calls.map(({ caller, variable, host, port, target }) => [
      `${caller.name} ${variable}`,
      `${host}:${port}`,
      target?.server.name,
    ]),
    [
      ['agent MCP_SERVER_URL', 'mcp-server:8080', 'mcp-server'],
      ['ui AGENT_URL', 'agent:3000', 'agent'],
    ],
  );
});

test('stack outputs and parameters are followed to the resource or the value behind them', () => {
  const { stacks, resolve, behind } = readWiring(bundleOf('dev'));
  assert.equal(
    resolve('stack-output://platform/CatalogBucketName'),
    'shop-dev-catalog-111111111111',
  );
  assert.equal(resolve('stack-output://platform/Nothing'), 'stack-output://platform/Nothing');
  assert.equal(behind('stack-output://network/VpcId')?.type, 'AWS::EC2::VPC');
  const platform = stacks.find(({ name }) => name === 'platform');
  const group = platform?.resource('UiSecurityGroup');
  assert.equal(behind(group?.properties.VpcId), behind('stack-output://network/VpcId'));
});

type Container = { environment: { name: string; value: string }[] };
type Task = { containerDefinitions: [Container] };

const withVariable = (bundle: Bundle, service: string, name: string, value: string) =>
  changed(bundle, `task-definitions/${service}.json`, (task: Task) => {
    task.containerDefinitions[0].environment.push({ name, value });
    return task;
  });

const values: [value: string, codes: string[]][] = [
  ['http://agent:3000/chat', []],
  ['see http://agent:3000, then http://nobody/', ['wiring/alias-served']],
  ['http://agent', ['wiring/alias-port']],
  ['https://agent', ['wiring/alias-port']],
  [
    'http://mcp-server:8080',
    ['wiring/caller-let-in', 'wiring/caller-may-go-out', 'wiring/depends-on'],
  ],
  ['http://ui:7860 is this very service', []],
  ['http://localhost:9, http://127.0.0.1:8, https://example.com/mcp-server', []],
  ['http://somebody:something@Agent:3000/', []],
  ['agent', []],
  ['s3://shop-dev-catalog-111111111111/x', ['wiring/bucket-allowed', 'wiring/key-allowed']],
  ['my-shop-dev-catalog-111111111111', []],
  ['anthropic.claude-x-v1:0', ['wiring/model-allowed']],
];
for (const [value, codes] of values) {
  test(`an environment value \`${value}\` means ${codes.join(', ') || 'nothing wrong'}`, () => {
    assert.deepEqual(codesOf(withVariable(bundleOf('dev'), 'ui', 'X', value)), codes);
  });
}

test('sessions in the memory of one task want one task, however many there can be', () => {
  const sticky = changed(bundleOf('dev'), 'task-definitions/ui.json', (task: SessionTask) => {
    task.containerDefinitions[0].dockerLabels = { sessions: 'memory' };
    return task;
  });
  const alone = changed(sticky, 'services/ui.json', (service: object) => ({
    ...service,
    scalingTarget: { minTaskCount: 1, maxTaskCount: 1 },
  }));
  assert.deepEqual(codesOf(sticky), ['wiring/sessions-in-one-task']);
  assert.deepEqual(codesOf(alone), []);
});

type SessionTask = { containerDefinitions: [{ dockerLabels: object }] };

test('templates of any shape are read without an accident', () => {
  const shapes = [null, [], 'text', { Resources: [] }, { Resources: { A: null, B: { Type: 1 } } }];
  for (const shape of shapes) {
    for (const stack of ['network', 'platform']) {
      checkWiring(changed(bundleOf('dev'), `stacks/${stack}.yaml`, () => shape));
    }
  }
});

test('an output is followed through the parameters of later stacks into what they make', () => {
  const named = changed(bundleOf('dev'), 'stacks/network.yaml', (template: Template) => ({
    ...template,
    Outputs: { ...template.Outputs, Prefix: { Value: 'from-another-stack' } },
  }));
  const given = changed(named, 'stacks/platform.parameters.json', (parameters: Given[]) =>
    parameters.map((one) =>
      one.ParameterKey === 'NamePrefix'
        ? { ...one, ParameterValue: 'stack-output://network/Prefix' }
        : one,
    ),
  );
  const [cluster] = readWiring(given).resourcesOf('AWS::ECS::Cluster');
  assert.equal(cluster?.properties.ClusterName, 'from-another-stack');
});

type Template = { Outputs: object };
type Given = { ParameterKey: string };

test('stacks whose outputs and parameters feed each other come to an end', () => {
  const Outputs = { Out: { Value: { Ref: 'In' } } };
  const both = ['network', 'platform'].reduce((bundle, stack) => {
    const other = stack === 'network' ? 'platform' : 'network';
    const parameters = [{ ParameterKey: 'In', ParameterValue: `stack-output://${other}/Out` }];
    const template = { Parameters: { In: {} }, Outputs };
    return changed(
      changed(bundle, `stacks/${stack}.yaml`, () => template),
      `stacks/${stack}.parameters.json`,
      () => parameters,
    );
  }, bundleOf('dev'));
  assert.ok(checkWiring(both).some(({ code }) => code === 'wiring/output-order'));
});

test('references that go round in a circle come to an end', () => {
  const circle = { 'Fn::GetAtt': ['B', 'Arn'] };
  const Resources = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: circle } } };
  const bundle = changed(bundleOf('dev'), 'stacks/platform.yaml', () => ({ Resources }));
  assert.ok(checkWiring(bundle).length > 0);
});
