import {
  GetLogEventsCommand,
  type OutputLogEvent,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { shortName } from './health-target.ts';

export interface LogStream {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/**
 * Where a container of a task writes: `<prefix>/<container>/<task id>` (ECS, awslogs). Nothing for a
 * container that logs elsewhere.
 */
export function logStreamOf(
  { containerDefinitions = [] }: RegisterTaskDefinitionRequest,
  container: string,
  taskArn: string,
): LogStream | undefined {
  const { logConfiguration } = containerDefinitions.find(({ name }) => name === container) ?? {};
  if (logConfiguration?.logDriver !== 'awslogs') return undefined;
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } =
    logConfiguration.options ?? {};
  if (!group || !prefix) return undefined;
  return {
    logGroupName: group,
    logStreamName: `${prefix}/${container}/${shortName(taskArn)}`,
  };
}

/** The last events of a stream, oldest first; none while it does not exist. */
export async function readLastEvents(
  aws: Aws,
  stream: LogStream,
  limit: number,
): Promise<OutputLogEvent[]> {
  try {
    const { events = [] } = await aws.logs.send(
      new GetLogEventsCommand({ ...stream, limit, startFromHead: false }),
    );
    return events;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}
