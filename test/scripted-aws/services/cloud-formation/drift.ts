import type {
  DescribeStackDriftDetectionStatusInput,
  DescribeStackDriftDetectionStatusOutput,
  DescribeStackResourceDriftsInput,
  DescribeStackResourceDriftsOutput,
  DetectStackDriftInput,
  DetectStackDriftOutput,
  StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { doesNotExist, needStack } from './find-stack.ts';
import type { LiveStack } from './state.ts';

/** Milliseconds that a detection takes. */
const DETECTION_TIME = 10_000;
/** Resources on a page. Few, so that tests see pages. */
const PAGE = 10;

export function detectStackDrift(
  { StackName }: DetectStackDriftInput,
  world: World,
): DetectStackDriftOutput {
  const stack = needStack(world, StackName, doesNotExist);
  if (!/_COMPLETE$/.test(stack.status) || stack.status === 'ROLLBACK_COMPLETE') {
    throw new AwsError(
      'ValidationError',
      `Drift detection cannot be performed on stack [${stack.id}] while it is in ${stack.status}`,
    );
  }
  const id = world.unique(32);
  stack.detections.set(id, world.now());
  return { StackDriftDetectionId: id };
}

export function describeStackDriftDetectionStatus(
  { StackDriftDetectionId = '' }: DescribeStackDriftDetectionStatusInput,
  world: World,
): DescribeStackDriftDetectionStatusOutput {
  const stack = world.state.cloudFormation.stacks.find(({ detections }) =>
    detections.has(StackDriftDetectionId),
  );
  const begun = stack?.detections.get(StackDriftDetectionId);
  if (!stack || !begun) throw new AwsError('ValidationError', 'No such drift detection');
  const base = { StackId: stack.id, StackDriftDetectionId, Timestamp: begun };
  if (world.now().getTime() - begun.getTime() < DETECTION_TIME) {
    return { ...base, DetectionStatus: 'DETECTION_IN_PROGRESS' };
  }
  const drifted = driftsOf(stack, world).filter(
    ({ StackResourceDriftStatus: status }) => status === 'MODIFIED' || status === 'DELETED',
  );
  return {
    ...base,
    DetectionStatus: 'DETECTION_COMPLETE',
    StackDriftStatus: drifted.length > 0 ? 'DRIFTED' : 'IN_SYNC',
    DriftedStackResourceCount: drifted.length,
  };
}

export function describeStackResourceDrifts(
  { StackName, NextToken, StackResourceDriftStatusFilters }: DescribeStackResourceDriftsInput,
  world: World,
): DescribeStackResourceDriftsOutput {
  const stack = needStack(world, StackName, doesNotExist);
  const wanted = driftsOf(stack, world).filter(
    ({ StackResourceDriftStatus: status }) =>
      status && (StackResourceDriftStatusFilters?.includes(status) ?? true),
  );
  const { page, next } = pageOf(wanted, NextToken, PAGE);
  return { StackResourceDrifts: page, ...(next && { NextToken: next }) };
}

const driftsOf = (stack: LiveStack, world: World): StackResourceDrift[] =>
  [...stack.resources.values()].map(({ logicalId, physicalId, type, properties }) => {
    const told = world.state.cloudFormation.drifts.find(
      (one) => one.stack === stack.name && one.logicalId === logicalId,
    );
    return {
      StackId: stack.id,
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      Timestamp: world.now(),
      StackResourceDriftStatus: told?.status ?? 'IN_SYNC',
      ExpectedProperties: JSON.stringify(properties),
      PropertyDifferences: (told?.differences ?? []).map((one) => ({
        PropertyPath: one.path,
        ExpectedValue: one.expected,
        ActualValue: one.actual,
        DifferenceType: one.type ?? 'NOT_EQUAL',
      })),
    };
  });
