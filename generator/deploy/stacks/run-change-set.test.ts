import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { firstReason } from './run-change-set.ts';

const event = (
  LogicalResourceId: string,
  ResourceStatus: StackEvent['ResourceStatus'],
  ResourceStatusReason?: string,
): StackEvent => ({
  StackId: 'arn:stack',
  StackName: 'shop-dev-network',
  EventId: `${LogicalResourceId}-${ResourceStatus}`,
  Timestamp: new Date(0),
  LogicalResourceId,
  PhysicalResourceId: LogicalResourceId === 'shop-dev-network' ? 'arn:stack' : LogicalResourceId,
  ResourceType: 'AWS::EC2::VPC',
  ...(ResourceStatus && { ResourceStatus }),
  ...(ResourceStatusReason && { ResourceStatusReason }),
});

test('the reason of a failure is that of the first resource that failed by itself', () => {
  const reason = firstReason([
    event('shop-dev-network', 'CREATE_IN_PROGRESS', 'User Initiated'),
    event('Subnet', 'CREATE_FAILED', 'Resource creation cancelled'),
    event('Vpc', 'CREATE_FAILED', 'The maximum number of VPCs has been reached.'),
    event('Eip', 'CREATE_FAILED', 'Another one.'),
    event('shop-dev-network', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed'),
  ]);
  assert.match(reason ?? '', /^Vpc \(AWS::EC2::VPC\) CREATE_FAILED, The maximum number/);
});

test('without a resource that failed there is no such reason', () => {
  assert.equal(firstReason([event('shop-dev-network', 'UPDATE_FAILED', 'No role')]), undefined);
});
