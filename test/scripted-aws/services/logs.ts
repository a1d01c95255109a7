import type {
  DeleteLogGroupRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../aws-error.ts';
import { type Handlers, pageOf } from '../handlers.ts';
import type { World } from '../world.ts';

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

export interface LogGroup {
  readonly createdAt: Date;
  readonly streams: Map<string, LogLine[]>;
}

export interface LogsState {
  readonly groups: Map<string, LogGroup>;
}

export const emptyLogs = (): LogsState => ({ groups: new Map() });

export const logGroupExists = ({ state }: World, name: string): boolean =>
  state.logs.groups.has(name);

/** Writes a line as a task's log driver does; a group that does not exist swallows it. */
export function writeLog(world: World, group: string, stream: string, text: string): void {
  const streams = world.state.logs.groups.get(group)?.streams;
  const line = { at: world.clock.now(), text };
  streams?.set(stream, [...(streams.get(stream) ?? []), line]);
}

const missing = (what: string) =>
  new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`);

function needGroup({ state }: World, name: string | undefined): LogGroup {
  const group = state.logs.groups.get(name ?? '');
  if (!group) throw missing('group');
  return group;
}

const eventOf = ({ at, text }: LogLine) => ({ timestamp: at, message: text, ingestionTime: at });

function getLogEvents(input: GetLogEventsRequest, world: World): GetLogEventsResponse {
  const lines = needGroup(world, input.logGroupName).streams.get(input.logStreamName ?? '');
  if (!lines) throw missing('stream');
  const limit = input.limit ?? 10_000;
  const [direction = 'b', offset] = (input.nextToken ?? '').split('/');
  const start =
    offset === undefined
      ? input.startFromHead
        ? 0
        : Math.max(0, lines.length - limit)
      : direction === 'f'
        ? Number(offset)
        : Math.max(0, Number(offset) - limit);
  const end = direction === 'b' && offset !== undefined ? Number(offset) : start + limit;
  const page = lines.slice(start, end);
  return {
    events: page.map(eventOf),
    nextForwardToken: `f/${start + page.length}`,
    nextBackwardToken: `b/${start}`,
  };
}

function filterLogEvents(input: FilterLogEventsRequest, world: World): FilterLogEventsResponse {
  const { streams } = needGroup(world, input.logGroupName);
  const wanted = ([name]: [string, LogLine[]]) =>
    (input.logStreamNames?.includes(name) ?? true) &&
    name.startsWith(input.logStreamNamePrefix ?? '');
  const events = [...streams]
    .filter(wanted)
    .flatMap(([logStreamName, lines]) =>
      lines.map((line) => ({ logStreamName, ...eventOf(line) })),
    );
  const inTime = events
    .filter(
      ({ timestamp }) =>
        timestamp >= (input.startTime ?? 0) && timestamp <= (input.endTime ?? Infinity),
    )
    .filter(({ message }) => message.includes((input.filterPattern ?? '').replaceAll('"', '')))
    .sort((one, other) => one.timestamp - other.timestamp);
  const { page, next } = pageOf(inTime, input.nextToken, input.limit ?? 10_000);
  return { events: page, ...(next && { nextToken: next }) };
}

/** AWS's own default. */
const PAGE = 50;

function describeLogGroups(
  input: DescribeLogGroupsRequest,
  world: World,
): DescribeLogGroupsResponse {
  const groups = [...world.state.logs.groups]
    .filter(([name]) => name.startsWith(input.logGroupNamePrefix ?? ''))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([logGroupName, { createdAt }]) => ({
      logGroupName,
      creationTime: createdAt.getTime(),
      arn: world.arn('logs', `log-group:${logGroupName}:*`),
    }));
  const { page, next } = pageOf(groups, input.nextToken, input.limit ?? PAGE);
  return { logGroups: page, ...(next && { nextToken: next }) };
}

function describeLogStreams(
  input: DescribeLogStreamsRequest,
  world: World,
): DescribeLogStreamsResponse {
  const streams = [...needGroup(world, input.logGroupName).streams]
    .filter(([name]) => name.startsWith(input.logStreamNamePrefix ?? ''))
    .map(([logStreamName, lines]) => ({
      logStreamName,
      ...(lines[0] && { firstEventTimestamp: lines[0].at }),
      ...(lines.at(-1) && { lastEventTimestamp: lines.at(-1)?.at }),
    }));
  const { page, next } = pageOf(streams, input.nextToken, input.limit ?? PAGE);
  return { logStreams: page, ...(next && { nextToken: next }) };
}

function deleteLogGroup({ logGroupName }: DeleteLogGroupRequest, world: World): object {
  needGroup(world, logGroupName);
  world.state.logs.groups.delete(logGroupName ?? '');
  return {};
}

export const logs: Handlers = {
  GetLogEvents: getLogEvents,
  FilterLogEvents: filterLogEvents,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  DeleteLogGroup: deleteLogGroup,
};
