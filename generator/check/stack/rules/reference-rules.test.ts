import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dotted } from '../../../config/located.ts';
import { findByRules } from '../find-in-template.ts';
import { templateOf } from '../fixtures/small-stack.ts';

/** Codes and places of what the rules find, without conventions. */
const find = (text: string) =>
  findByRules(templateOf(text))
    .filter(({ rule }) => !rule?.isConvention)
    .map(({ code, path }) => `${code} ${dotted(path)}`);

test('every dangling name is found at once, wherever it stands', () => {
  assert.deepEqual(
    find(`
Conditions:
  Both: !And [!Condition Gone, !Equals [!Ref Topic, x]]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Condition: Nowhere
    DependsOn: [Missing]
    Properties:
      TopicName: !Ref NoName
      DisplayName: !Sub "\${AWS::Region} \${!Literal} \${Own} \${Other.Arn} \${Bad}"
      KmsMasterKeyId: !GetAtt Key.Arn
      Tags:
        - {Key: a, Value: !If [Neither, a, b]}
        - {Key: b, Value: !FindInMap [Sizes, small, cpu]}
        - {Key: c, Value: !Sub ["\${Own}", {Own: !Ref Inner}]}
Outputs:
  One: {Value: !Ref Away, Condition: Absent}
`),
    [
      'stack/reference Conditions.Both.Fn::And.1.Fn::Equals.0.Ref',
      'stack/reference Resources.Topic.Properties.TopicName.Ref',
      'stack/reference Resources.Topic.Properties.DisplayName.Fn::Sub',
      'stack/reference Resources.Topic.Properties.DisplayName.Fn::Sub',
      'stack/reference Resources.Topic.Properties.DisplayName.Fn::Sub',
      'stack/reference Resources.Topic.Properties.KmsMasterKeyId.Fn::GetAtt',
      'stack/reference Resources.Topic.Properties.Tags.2.Value.Fn::Sub.1.Own.Ref',
      'stack/reference Outputs.One.Value.Ref',
      'stack/depends-on Resources.Topic.DependsOn.0',
      'stack/condition Resources.Topic.Condition',
      'stack/condition Outputs.One.Condition',
      'stack/condition Resources.Topic.Properties.Tags.0.Value.Fn::If',
      'stack/condition Conditions.Both.Fn::And.0.Condition',
      'stack/mapping Resources.Topic.Properties.Tags.1.Value.Fn::FindInMap',
    ],
  );
});

test('a mapping is known down to its second key', () => {
  const lookUp = (keys: string) =>
    find(`
Mappings: {Sizes: {small: {cpu: 1}}}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: {DisplayName: !FindInMap ${keys}}
`).length;
  assert.equal(lookUp('[Sizes, small, cpu]'), 0);
  assert.equal(lookUp('[Sizes, !Ref AWS::Region, cpu]'), 0);
  assert.equal(lookUp('[Sizes, large, cpu]'), 1);
  assert.equal(lookUp('[Sizes, small, memory]'), 1);
});

test('names that are there are not told', () => {
  assert.deepEqual(
    find(`
Parameters: {Name: {Type: String}}
Conditions: {IsNamed: !Not [!Equals [!Ref Name, ""]]}
Resources:
  Key: {Type: AWS::KMS::Key, Condition: IsNamed}
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Key
    Properties:
      TopicName: !Sub "\${Name}-\${AWS::Region}"
      KmsMasterKeyId: !GetAtt Key.Arn
      DisplayName: !If [IsNamed, !Ref Name, !Ref AWS::NoValue]
`),
    [],
  );
});

test('a circle is told once, at the reference that closes it', () => {
  const circle = (second: string) =>
    find(`
Resources:
  One: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Two}}
  Two: {Type: AWS::SNS::Topic, ${second}}
`);
  assert.deepEqual(circle('DependsOn: One'), ['stack/cycle Resources.Two.DependsOn']);
  assert.deepEqual(circle('Properties: {DisplayName: !Sub "${One.TopicName}"}'), [
    'stack/cycle Resources.Two.Properties.DisplayName.Fn::Sub',
  ]);
  assert.deepEqual(circle('DependsOn: Two'), ['stack/cycle Resources.Two.DependsOn']);
  assert.deepEqual(circle('Properties: {DisplayName: plain}'), []);
});
