import { DescribeStackEventsCommand, type StackEvent } from '@aws-sdk/client-cloudformation';
import { isNamed } from '../aws/error-facts.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import type { WorkState } from '../progress.ts';
import { describeStack } from './live-stack.ts';
import { isNoStack } from './stack-errors.ts';
import { isWorking } from './stack-states.ts';

const MINUTE = 60_000;

/**
 * How long one operation on a stack may take, in milliseconds. NAT gateways and load balancers take five
 * minutes, serverless caches ten, the network interfaces of what is deleted up to forty.
 */
export const STACK_DEADLINE = 60 * MINUTE;

/** An operation of CloudFormation on a stack, and from where on its events are told. */
export interface StackWork {
  /** Name of the stack in this repository; its progress line is `stack <name>`. */
  readonly name: string;
  /** ARN, by which a stack is found also once it is deleted. */
  readonly stackId: string;
  /** The newest event before the operation, from `newestEvent`. */
  readonly since: string | undefined;
  /** Whether it began before, so that no event has to tell that it did. */
  readonly isUnderWay?: true;
}

/** How an operation ended. */
export interface StackEnd {
  readonly status: string;
  readonly statusReason?: string;
  /** What happened, the oldest first. */
  readonly events: readonly StackEvent[];
}

export const lineOf = (name: string): string => `stack ${name}`;

/** Does work on a stack; its line says so when that fails. */
export async function withLine<Result>(
  { progress }: Deployment,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    progress({ id: lineOf(name), state: 'failed', text: 'failed' });
    throw error;
  }
}

/**
 * Tells a stack's events as they happen, until CloudFormation is done with it.
 *
 * @returns nothing when it was not done within `STACK_DEADLINE`
 */
export function followStack(
  deployment: Deployment,
  work: StackWork,
): Promise<StackEnd | undefined> {
  const events: StackEvent[] = [];
  const { clock } = deployment.aws;
  return poll(clock, clock.now() + STACK_DEADLINE, async () => {
    // The state first: what happened before it was read is among the events then.
    const stack = await describeStack(deployment, work.stackId);
    const last = events.at(-1)?.EventId ?? work.since;
    const news = await readEvents(deployment, work.stackId, last);
    for (const event of news) tellEvent(deployment, work, event);
    events.push(...news);
    const status = stack?.StackStatus ?? 'DELETE_COMPLETE';
    if (isWorking(status) || !hasEnded(work, status, events)) return undefined;
    const statusReason = stack?.StackStatusReason;
    return { status, events, ...(statusReason && { statusReason }) };
  });
}

/** Waits until CloudFormation is done with what it is at already. */
export async function followOthers(
  deployment: Deployment,
  name: string,
  stackId: string,
): Promise<StackEnd | undefined> {
  const since = await newestEvent(deployment, stackId);
  return followStack(deployment, { name, stackId, since, isUnderWay: true });
}

/** A state may be that from before the operation still, so the stack's own event has to say it too. */
const hasEnded = (work: StackWork, status: string, events: readonly StackEvent[]): boolean =>
  work.isUnderWay === true ||
  status === 'DELETE_COMPLETE' ||
  events.some((event) => isOwn(event) && event.ResourceStatus === status);

/** Whether an event is about the stack itself. */
export const isOwn = ({ PhysicalResourceId, StackId }: StackEvent): boolean =>
  PhysicalResourceId === StackId;

/** The newest event of a stack, from which on what follows is new; nothing where there is none. */
export async function newestEvent(
  { aws }: Deployment,
  stackId: string,
): Promise<string | undefined> {
  const command = new DescribeStackEventsCommand({ StackName: stackId });
  try {
    return (await aws.cloudFormation.send(command)).StackEvents?.[0]?.EventId;
  } catch (error) {
    if (isNoStack(error)) return undefined;
    throw error;
  }
}

/** Events after one, the oldest first. CloudFormation answers with the newest first, in pages. */
async function readEvents(
  { aws }: Deployment,
  StackName: string,
  since: string | undefined,
): Promise<StackEvent[]> {
  const found: StackEvent[] = [];
  let NextToken: string | undefined;
  try {
    do {
      const command = new DescribeStackEventsCommand({
        StackName,
        ...(NextToken && { NextToken }),
      });
      const page = await aws.cloudFormation.send(command);
      for (const event of page.StackEvents ?? []) {
        if (event.EventId === since) return found.reverse();
        found.push(event);
      }
      NextToken = page.NextToken;
    } while (NextToken);
  } catch (error) {
    if (!isNoStack(error)) throw error;
  }
  return found.reverse();
}

const STATES: readonly (readonly [RegExp, WorkState])[] = [
  [/_FAILED$/, 'failed'],
  [/_SKIPPED$/, 'warned'],
  [/ROLLBACK/, 'warned'],
  [/_COMPLETE$/, 'done'],
];

function tellEvent({ progress }: Deployment, { name }: StackWork, event: StackEvent): void {
  const { LogicalResourceId = '', ResourceType, ResourceStatus = '', ResourceStatusReason } = event;
  const [, state = 'working'] = STATES.find(([pattern]) => pattern.test(ResourceStatus)) ?? [];
  const why = ResourceStatusReason ? `: ${ResourceStatusReason}` : '';
  if (isOwn(event)) {
    // Whether the whole is done, and well, is for whoever began it to say.
    progress({ id: lineOf(name), state: 'working', text: `${ResourceStatus}${why}` });
    return;
  }
  const id = `${lineOf(name)} ${LogicalResourceId}`;
  const text = `${ResourceType} ${ResourceStatus}${why}`;
  progress({ id, parent: lineOf(name), state, text });
}

/** What CloudFormation says of a call whose effect is there already. */
const BEGUN = [
  'ValidationError',
  'InvalidChangeSetStatus',
  'InvalidChangeSetStatusException',
  'ChangeSetNotFound',
  'ChangeSetNotFoundException',
  'TokenAlreadyExistsException',
];

/**
 * Begins an operation. When the answer to the call was lost, the SDK's second attempt is refused although
 * the first one worked; the stack's events tell.
 */
export async function beginWork(
  deployment: Deployment,
  { stackId, since }: StackWork,
  begin: () => Promise<unknown>,
): Promise<void> {
  try {
    await begin();
  } catch (error) {
    if (!isNamed(error, ...BEGUN)) throw error;
    const events = await readEvents(deployment, stackId, since);
    if (!events.some((event) => isOwn(event) && isWorking(event.ResourceStatus))) throw error;
  }
}
