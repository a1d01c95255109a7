import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateOf } from '../fixtures/small-stack.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type Inclusion, includeTemplate } from './include-template.ts';
import { loadLibraries } from './load-libraries.ts';

const include = (text: string, broken: string[][] = []): Promise<Inclusion> =>
  inTemporaryFolder(async (folder) =>
    includeTemplate(await loadLibraries(), templateOf(text), broken, folder),
  );

const places = ({ refused }: Inclusion) => refused.map(({ path }) => path.join('.'));

test('every resource that include does not accept is told in one go', async () => {
  const inclusion = await include(`
Resources:
  One: {Type: AWS::EC2::Route, Properties: {}}
  Two: {Type: AWS::SNS::Topic}
  Three: {Type: AWS::SNS::Topic, DeletionPolicy: Keep}
`);
  assert.deepEqual(places(inclusion), ['Resources.One', 'Resources.Three']);
  assert.deepEqual(inclusion.leftOut, ['One', 'Three']);
  assert.ok(inclusion.app);
});

test('what is known to be broken is left out and not told again', async () => {
  const text = `
Parameters: {Name: {Type: Strin}}
Conditions: {Is: !Equals [!Ref Gone, a]}
Resources:
  One: {Type: AWS::EC2::Route, Properties: {}}
  Two: {Type: AWS::SNS::Topic, Condition: Is, Properties: {TopicName: !Ref Name, DisplayName: !Ref One}}
Outputs: {Name: {Value: !Ref Gone}}
`;
  const broken = [
    ['Parameters', 'Name', 'Type'],
    ['Conditions', 'Is', 'Fn::Equals'],
    ['Resources', 'One', 'Properties'],
    ['Outputs', 'Name', 'Value'],
  ];
  const inclusion = await include(text, broken);
  assert.deepEqual(inclusion.refused, []);
  assert.deepEqual(inclusion.leftOut, ['One']);
  assert.ok(inclusion.app);
});

test('a template that can’t be included whatever is left out is told as a whole', async () => {
  const inclusion = await include(`
Resources: {One: {Type: AWS::SNS::Topic}}
Transform: {a: !Ref Nowhere}
Mappings: {A: {b: {c: !Ref Gone}}}
`);
  assert.equal(inclusion.app, undefined);
  assert.deepEqual(places(inclusion).slice(-1), ['']);
});
