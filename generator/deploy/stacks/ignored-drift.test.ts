import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyIgnored } from './ignored-drift.ts';

test('false drift is ignored by type, and expected drift by property', () => {
  assert.match(whyIgnored('AWS::ECS::TaskDefinition', '/Cpu') ?? '', /#1056/);
  assert.ok(whyIgnored('AWS::ECS::TaskDefinition'));
  assert.ok(whyIgnored('AWS::ECS::Service', '/DesiredCount'));
  assert.equal(whyIgnored('AWS::ECS::Service', '/LaunchType'), undefined);
  assert.equal(whyIgnored('AWS::ECS::Service'), undefined);
  assert.equal(whyIgnored('AWS::S3::Bucket', '/DesiredCount'), undefined);
});
