import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareTemplate } from './prepare-template.ts';
import { readTemplate } from './template.ts';

const PLACE = { account: '111111111111', region: 'us-west-2' };

function prepare(text: string, parameters: Record<string, string> = {}, before = '') {
  const circumstances = { stackName: 'one', place: PLACE, parameters, before };
  const { body, standIns } = prepareTemplate(readTemplate(text), circumstances);
  return { body, standIns, ...JSON.parse(body) };
}

test('parameters are folded in where they are referred to, by their types', () => {
  const { Resources, Parameters } = prepare(
    `
Parameters:
  Name: {Type: String}
  Days: {Type: Number}
  Zones: {Type: CommaDelimitedList, Default: "a,b"}
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub /ecs/\${Name}/\${AWS::Region}
      RetentionInDays: !Ref Days
      Zones: !Ref Zones
`,
    { Name: 'shop', Days: '7' },
  );
  assert.deepEqual(Resources.Logs.Properties, {
    LogGroupName: { 'Fn::Sub': '/ecs/shop/${AWS::Region}' },
    RetentionInDays: 7,
    Zones: ['a', 'b'],
  });
  assert.equal(Parameters, undefined);
});

const WITH_NAMESPACE = `
Resources:
  Namespace: {Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: one}}
  Gateway: {Type: AWS::EC2::InternetGateway, DependsOn: Namespace}
Outputs:
  Arn: {Value: !GetAtt Namespace.Arn}
  Id: {Value: !Ref Namespace}
  Text: {Value: !Sub "\${Namespace.Arn}/x"}
`;

test('what moto skips is taken out, and what refers to it gets values that stay the same', () => {
  const { Resources, Outputs, standIns } = prepare(WITH_NAMESPACE);
  assert.deepEqual(Resources, { Gateway: { Type: 'AWS::EC2::InternetGateway', Properties: {} } });
  const { ref = '', attributes: { Arn = '' } = {} } = standIns.get('Namespace') ?? {};
  assert.match(
    Arn,
    new RegExp(`^arn:aws:servicediscovery:us-west-2:111111111111:namespace/${ref}$`),
  );
  assert.deepEqual(Outputs, {
    Arn: { Value: Arn },
    Id: { Value: ref },
    Text: { Value: { 'Fn::Sub': `${Arn}/x` } },
  });
  assert.equal(prepare(WITH_NAMESPACE).Outputs.Arn.Value, Arn);
});

test('an attribute that no table knows is an error that says so', () => {
  const text = WITH_NAMESPACE.replace('Namespace.Arn}', 'Namespace.HostedZone}');
  assert.throws(() => prepare(text), /skipped-types\.ts does not say what the HostedZone/);
});

test('what moto can’t change stays as it was, and what is retained stays at all', () => {
  const first = prepare(`
Resources:
  Logs: {Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, Properties: {RetentionInDays: 7}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a}}
`);
  const changed = prepare(
    `
Resources:
  Logs: {Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, Properties: {RetentionInDays: 30}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b}}
`,
    {},
    first.body,
  );
  assert.equal(changed.Resources.Logs.Properties.RetentionInDays, 7);
  assert.equal(changed.Resources.Group.Properties.GroupDescription, 'b');
  const less = prepare('Resources: {Gateway: {Type: AWS::EC2::InternetGateway}}', {}, changed.body);
  assert.deepEqual(Object.keys(less.Resources), ['Logs', 'Gateway']);
});

test('keys lose their tags, and zones are those of the Region', () => {
  const { Resources } = prepare(`
Resources:
  Key: {Type: AWS::KMS::Key, Properties: {Description: a, Tags: [{Key: a, Value: b}]}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select [0, !GetAZs ""]}}
`);
  assert.deepEqual(Resources.Key.Properties, { Description: 'a' });
  assert.deepEqual(Resources.Subnet.Properties.AvailabilityZone, {
    'Fn::Select': [0, { 'Fn::GetAZs': 'us-west-2' }],
  });
});
