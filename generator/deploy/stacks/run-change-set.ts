import { ExecuteChangeSetCommand, type StackEvent } from '@aws-sdk/client-cloudformation';
import type { Failure } from '../../diagnostics.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import type { ChangeSet, ChangeSetRequest } from './change-set.ts';
import {
  beginWork,
  followStack,
  isOwn,
  newestEvent,
  STACK_DEADLINE,
  type StackEnd,
} from './follow-stack.ts';
import { awsLine, oddStateOf } from './stack-states.ts';

/**
 * Executes a change set and waits until CloudFormation is done.
 *
 * @throws {Failure} `deploy/stack-failed` with the first reason and what CloudFormation did;
 *   `deploy/stack-state` when it is still at work after `STACK_DEADLINE`
 */
export async function runChangeSet(
  deployment: Deployment,
  { name, stackName, type, token }: ChangeSetRequest,
  { id, stackId }: ChangeSet,
): Promise<StackEnd> {
  const { aws } = deployment;
  const work = { name, stackId, since: await newestEvent(deployment, stackId) };
  const command = new ExecuteChangeSetCommand({
    ChangeSetName: id,
    ClientRequestToken: token,
    // Else what a first attempt made and could not keep has the names that the next one needs.
    RetainExceptOnCreate: true,
  });
  await beginWork(deployment, work, () => aws.cloudFormation.send(command));
  const end = await followStack(deployment, work);
  if (!end) throw stillWorking(stackName, aws.region);
  if (end.status !== `${type}_COMPLETE`) throw explainFailure(stackName, aws.region, end);
  return end;
}

/** That CloudFormation is not done in time. It goes on. */
export const stillWorking = (stackName: string, region: string): Failure =>
  failed(
    'deploy/stack-state',
    `CloudFormation is still at work on the stack ${stackName} after ${STACK_DEADLINE / 60_000} minutes`,
    `it goes on by itself; look at \`${awsLine('describe-stack-events', stackName, region)}\`, and run this again when it is done`,
  );

function explainFailure(stackName: string, region: string, end: StackEnd): Failure {
  const reason = firstReason(end.events) ?? end.statusReason ?? 'it gave no reason';
  return failed(
    'deploy/stack-failed',
    `the stack ${stackName} could not be brought in line: ${reason}. ${whatWasDone(end.status)}`,
    whatToDo(end.status, stackName, region),
  );
}

/** The first resource that failed by itself, and why; others are then cancelled, which says nothing. */
export function firstReason(events: readonly StackEvent[]): string | undefined {
  const found = events.find(
    (event) =>
      event.ResourceStatus?.endsWith('_FAILED') &&
      !isOwn(event) &&
      !/cancelled/i.test(event.ResourceStatusReason ?? ''),
  );
  if (!found) return undefined;
  const { LogicalResourceId, ResourceType, ResourceStatusReason } = found;
  const reason = ResourceStatusReason ?? 'CloudFormation gives no reason';
  return `${LogicalResourceId} (${ResourceType}) ${found.ResourceStatus}, ${reason.replace(/\.$/, '')}`;
}

const ROLLED_BACK: Readonly<Record<string, string>> = {
  ROLLBACK_COMPLETE: 'CloudFormation deleted what it had made of it',
  UPDATE_ROLLBACK_COMPLETE: 'CloudFormation put everything in it back as it was',
};

const whatWasDone = (status: string) => ROLLED_BACK[status] ?? `The stack is left in ${status}`;

function whatToDo(status: string, stackName: string, region: string): string {
  const again = 'mend what the reason names, and apply again';
  const odd = oddStateOf(status);
  if (!odd) return again;
  if (odd.mend) return `${again} with \`--yes\``;
  return `${again} after \`${awsLine(odd.command, stackName, region)}\``;
}
