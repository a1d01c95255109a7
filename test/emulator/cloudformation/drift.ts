import type { Exchange } from '../patch.ts';
import { type WireAnswer, xmlAnswer } from '../wire/answer.ts';
import { knownStack, text } from './read-input.ts';
import { physicalIdsOf } from './stack-resources.ts';
import { resourcesIn } from './template.ts';

/** Detection ends at once; its id is the stack's. */
export function detectStackDrift(exchange: Exchange): WireAnswer {
  return xmlAnswer('DetectStackDrift', { StackDriftDetectionId: knownStack(exchange).id });
}

export function describeDetection(exchange: Exchange): WireAnswer {
  const id = text(exchange, 'StackDriftDetectionId') ?? '';
  const { drifts } = knownStack({ ...exchange, input: { StackName: id } });
  return xmlAnswer('DescribeStackDriftDetectionStatus', {
    StackId: id,
    StackDriftDetectionId: id,
    StackDriftStatus: drifts.size > 0 ? 'DRIFTED' : 'IN_SYNC',
    DetectionStatus: 'DETECTION_COMPLETE',
    DriftedStackResourceCount: drifts.size,
    Timestamp: new Date(),
  });
}

/** Nothing has drifted but what a test says. */
export async function describeDrifts(exchange: Exchange): Promise<WireAnswer> {
  const stack = knownStack(exchange);
  const types = resourcesIn(stack.template);
  const physicalIds = await physicalIdsOf(exchange, stack);
  return xmlAnswer('DescribeStackResourceDrifts', {
    StackResourceDrifts: [...physicalIds].map(([LogicalResourceId, PhysicalResourceId]) => {
      const { status = 'IN_SYNC', differences = [] } = stack.drifts.get(LogicalResourceId) ?? {};
      return {
        StackId: stack.id,
        LogicalResourceId,
        PhysicalResourceId,
        ResourceType: types[LogicalResourceId]?.Type,
        PropertyDifferences: differences,
        StackResourceDriftStatus: status,
        Timestamp: new Date(),
      };
    }),
  });
}
