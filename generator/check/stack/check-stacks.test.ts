import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { repository } from '../../../test/support/scratch.ts';
import { renderRepository } from '../../bundle/render-repository.ts';
import type { Artefact } from '../../render/artefact.ts';
import { checkStacks } from './check-stacks.ts';
import { stackOf } from './fixtures/small-stack.ts';

let artefacts: Artefact[];
before(() => {
  artefacts = renderRepository(repository, []).bundles.flatMap((bundle) => bundle.artefacts);
});

const check = async (text: string) =>
  (await checkStacks([stackOf(text)])).diagnostics.map(({ code, path }) => `${code} ${path}`);

test('no stack of this repository has a mistake', async () => {
  assert.equal(artefacts.filter(({ kind }) => kind === 'stack-template').length, 12);
  assert.deepEqual((await checkStacks(artefacts)).diagnostics, []);
});

const mistakes: [code: string, from: string, to: string, file: string, line: number][] = [
  [
    'stack/reference',
    '!GetAtt DataKey.Arn',
    '!GetAtt DataKeyy.Arn',
    'partials/catalog-bucket.yaml.hbs',
    18,
  ],
  [
    'stack/property-name',
    'EnableKeyRotation',
    'EnableKeyRotationn',
    'partials/data-key.yaml.hbs',
    7,
  ],
  ['stack/resource-type', 'AWS::KMS::Alias', 'AWS::KMS::Aliass', 'partials/data-key.yaml.hbs', 22],
];
for (const [code, from, to, file, line] of mistakes) {
  test(`${code} is told at the line of the template`, async () => {
    const platform = artefacts.find(({ path }) => path === 'stacks/platform.yaml') as Artefact;
    const text = platform.text.replace(from, to);
    const [found] = (await checkStacks([{ ...platform, text, value: stackOf(text).value }]))
      .diagnostics;
    assert.deepEqual([found?.code, found?.file, found?.line], [code, `templates/${file}`, line]);
  });
}

test('all mistakes of a template are told at once, each of them once', async () => {
  const found = await check(`
Description: many
Parameters: {Name: {Type: String}}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties: {BucketNam: !Ref Name, BucketName: !Ref Gone, VersioningConfiguration: {Status: On}}
  Other: {Type: AWS::S3::Buckett}
  Key:
    Type: AWS::KMS::Key
    DependsOn: Away
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      EnableKeyRotation: maybe
      KeyPolicy: {Statement: []}
      Description: !GetAtt Bucket.Nothing
  Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: rtb-1}, UpdatePolicy: {}}
Outputs:
  Name: {Value: [a]}
`);
  const rejected = found.filter((one) => !one.startsWith('policy/'));
  assert.deepEqual(rejected.sort(), [
    'artefact/cloudformation Outputs.Name.Value',
    'artefact/cloudformation Resources.Route.UpdatePolicy',
    'stack/allowed-value Resources.Bucket.Properties.VersioningConfiguration.Status',
    'stack/attribute Resources.Key.Properties.Description',
    'stack/depends-on Resources.Key.DependsOn',
    'stack/property-name Resources.Bucket.Properties.BucketNam',
    'stack/property-type Resources.Key.Properties.EnableKeyRotation',
    'stack/reference Resources.Bucket.Properties.BucketName.Ref',
    'stack/resource-type Resources.Other.Type',
  ]);
});

test('a misspelt required property is one mistake, a missing one beside it another', async () => {
  const found = await check(`
Description: a route
Resources:
  Route:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetIdd: subnet-1, RouteTable: {}}
`);
  assert.deepEqual(found.sort(), [
    'stack/property-name Resources.Route.Properties.RouteTable',
    'stack/property-name Resources.Route.Properties.SubnetIdd',
  ]);
  assert.deepEqual(
    await check(`
Description: a route
Resources:
  Route: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetIdd: subnet-1}}
`),
    [
      'stack/property-name Resources.Route.Properties.SubnetIdd',
      'stack/required-property Resources.Route.Properties',
    ],
  );
});

test('a healthy resource is held against the policies although another one is broken', async () => {
  const found = await check(`
Description: one of each
Resources:
  Healthy: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Broken: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Gone}}
`);
  assert.ok(found.includes('stack/reference Resources.Broken.Properties.CidrBlock.Ref'));
  const policies = found.filter((one) => one.startsWith('policy/'));
  assert.ok(policies.length > 0);
  assert.deepEqual(
    policies.filter((one) => one.includes('Broken')),
    [],
  );
});

test('a text that two environments share is one finding with both', async () => {
  const text = 'Resources: {Topic: {Type: AWS::SNS::Topi}}\nDescription: shared';
  const { diagnostics } = await checkStacks([stackOf(text, 'a'), stackOf(text, 'b')]);
  assert.deepEqual(
    diagnostics.map(({ code, environments }) => [code, environments]),
    [
      ['stack/resource-type', ['a']],
      ['stack/resource-type', ['b']],
    ],
  );
});

test('nothing is left in the temporary folder', async (t) => {
  // A folder of its own: other tests come and go in the shared one at the same time.
  const own = mkdtempSync(join(tmpdir(), 'own-'));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = own;
  t.after(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(own, { recursive: true });
  });
  await check('Resources: {Topic: {Type: 5}}');
  assert.deepEqual(
    readdirSync(own).filter((name) => /^(stack-checks-|cdk)/.test(name)),
    [],
  );
});
