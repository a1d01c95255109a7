import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
  ResourceStatus,
} from '@aws-sdk/client-cloudformation';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { doesNotExist, needStack } from './find-stack.ts';

/** Events on a page. Few, so that tests see pages. */
const PAGE = 25;

export function describeStackEvents(
  { StackName, NextToken }: DescribeStackEventsInput,
  world: World,
): DescribeStackEventsOutput {
  const stack = needStack(world, StackName, doesNotExist);
  const { page, next } = pageOf(stack.events.toReversed(), NextToken, PAGE);
  return {
    StackEvents: page.map((event) => ({
      StackId: stack.id,
      StackName: stack.name,
      EventId: event.id,
      Timestamp: event.at,
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.physicalId,
      ResourceType: event.type,
      ResourceStatus: event.status as ResourceStatus,
      ...(event.reason !== undefined && { ResourceStatusReason: event.reason }),
      ...(event.token !== undefined && { ClientRequestToken: event.token }),
    })),
    ...(next && { NextToken: next }),
  };
}

export function describeStackResources(
  { StackName, LogicalResourceId }: DescribeStackResourcesInput,
  world: World,
): DescribeStackResourcesOutput {
  const stack = needStack(world, StackName);
  return {
    StackResources: [...stack.resources.values()]
      .filter(({ logicalId }) => logicalId === (LogicalResourceId ?? logicalId))
      .map((one) => ({
        StackName: stack.name,
        StackId: stack.id,
        LogicalResourceId: one.logicalId,
        PhysicalResourceId: one.physicalId,
        ResourceType: one.type,
        Timestamp: one.at,
        ResourceStatus: one.status as ResourceStatus,
        ...(one.reason !== undefined && { ResourceStatusReason: one.reason }),
      })),
  };
}

export function listStackResources(
  { StackName, NextToken }: ListStackResourcesInput,
  world: World,
): ListStackResourcesOutput {
  const { StackResources = [] } = describeStackResources({ StackName }, world);
  const { page, next } = pageOf(StackResources, NextToken, PAGE);
  return {
    StackResourceSummaries: page.map(({ Timestamp, ...one }) => ({
      ...one,
      LogicalResourceId: one.LogicalResourceId ?? '',
      LastUpdatedTimestamp: Timestamp,
    })),
    ...(next && { NextToken: next }),
  };
}
