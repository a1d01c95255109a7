import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkStacks } from '../check-stacks.ts';
import { stackOf, templateOf } from '../fixtures/small-stack.ts';
import { applySuppressions } from './apply-suppressions.ts';
import { readSuppressions } from './suppressions.ts';

const read = (metadata: string) =>
  readSuppressions(
    templateOf(`
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Metadata: {cdk_nag: ${metadata}}
`),
  );
const REASON = 'Nobody listens to this topic';

test('a suppression is an id and a reason', () => {
  const { suppressions, malformed } = read(`{rules_to_suppress: [{id: A-1, reason: ${REASON}}]}`);
  assert.deepEqual(malformed, []);
  assert.deepEqual(
    suppressions.map(({ resource, rule, reason }) => [resource, rule, reason]),
    [['Topic', 'A-1', REASON]],
  );
});

const wrong: [metadata: string, place: string][] = [
  ['[]', ''],
  ['{}', ''],
  ['{rules_to_suppress: []}', ''],
  ['{rules_to_suppress: [A-1]}', '.rules_to_suppress.0'],
  [`{rules_to_suppress: [{reason: ${REASON}}]}`, '.rules_to_suppress.0.id'],
  ['{rules_to_suppress: [{id: A-1}]}', '.rules_to_suppress.0.reason'],
  ['{rules_to_suppress: [{id: A-1, reason: ""}]}', '.rules_to_suppress.0.reason'],
  ['{rules_to_suppress: [{id: A-1, reason: too short}]}', '.rules_to_suppress.0.reason'],
  [
    '{rules_to_suppress: [{id: A-1, reason: "TODO: find out whether it matters"}]}',
    '.rules_to_suppress.0.reason',
  ],
  [
    `{rules_to_suppress: [{id: A-1, reason: ${REASON}, applies_to: [x]}]}`,
    '.rules_to_suppress.0.applies_to',
  ],
];
for (const [metadata, place] of wrong) {
  test(`a suppression can't be ${metadata}`, () => {
    const { malformed } = read(metadata);
    assert.deepEqual(
      malformed.map(({ path }) => path.join('.')),
      [`Resources.Topic.Metadata.cdk_nag${place}`],
    );
  });
}

test('a suppression for the whole template is refused', () => {
  const { malformed } = readSuppressions(templateOf('Metadata: {cdk_nag: {}}'));
  assert.deepEqual(
    malformed.map(({ path }) => path.join('.')),
    ['Metadata.cdk_nag'],
  );
});

test('an id names all findings of a rule, or one; what names none is unused', () => {
  const suppression = (resource: string, rule: string) => ({
    resource,
    rule,
    reason: REASON,
    path: [],
  });
  const violation = (resource: string, rule: string) => ({ resource, rule, message: '' });
  const all = suppression('One', 'A-1');
  const exact = suppression('Two', 'A-1[x]');
  const elsewhere = suppression('Three', 'A-1');
  const { open, suppressed, unused } = applySuppressions(
    [
      violation('One', 'A-1[x]'),
      violation('One', 'A-1[y]'),
      violation('One', 'A-11'),
      violation('Two', 'A-1[x]'),
      violation('Two', 'A-1[y]'),
    ],
    [all, exact, elsewhere],
  );
  assert.deepEqual(
    open.map(({ resource, rule }) => `${resource} ${rule}`),
    ['One A-11', 'Two A-1[y]'],
  );
  assert.deepEqual(
    suppressed.map(({ rule }) => rule),
    ['A-1[x]', 'A-1[y]', 'A-1[x]'],
  );
  assert.deepEqual(unused, [elsewhere]);
});

const vpc = (suppressions: string) => `
Description: a network
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Metadata: {cdk_nag: {rules_to_suppress: [${suppressions}]}}
    Properties: {CidrBlock: 10.0.0.0/16}
`;
const suppress = (id: string) => `{id: ${id}, reason: ${REASON}}`;
const FOUND = [
  'AwsSolutions-VPC7',
  'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
  'NIST.800.53.R5-VPCFlowLogsEnabled',
];

test('both policies are asked, and a warning of theirs has to be answered too', async () => {
  const { diagnostics } = await checkStacks([stackOf(vpc(suppress('AwsSolutions-VPC7')))]);
  assert.deepEqual(
    diagnostics.map(({ code, severity, message }) => [code, severity, message.split(': ')[1]]),
    FOUND.slice(1).map((rule) => ['policy/finding', 'error', rule]),
  );
});

test('suppressed findings are listed with reason, place and environments', async () => {
  const text = vpc(FOUND.map(suppress).join(', '));
  const { diagnostics, listSuppressed } = await checkStacks([
    stackOf(text, 'b'),
    stackOf(text, 'a'),
  ]);
  assert.deepEqual(diagnostics, []);
  const [first, ...more] = listSuppressed();
  assert.equal(more.length, 2);
  assert.deepEqual(first, {
    rule: FOUND[0],
    reason: REASON,
    stack: 'test',
    resource: 'Vpc',
    environments: ['a', 'b'],
    file: 'stacks/test.yaml',
    line: 6,
  });
});

test('a suppression of a resource that could not be looked at is not called unused', async () => {
  const text = vpc(suppress('AwsSolutions-VPC7')).replace('10.0.0.0/16', '!Ref Gone');
  const { diagnostics } = await checkStacks([stackOf(text)]);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['stack/reference'],
  );
});
