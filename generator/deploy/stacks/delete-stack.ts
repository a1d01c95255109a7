import {
  DeleteStackCommand,
  type StackEvent,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { Diagnostic } from '../../diagnostics.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import {
  beginWork,
  followOthers,
  followStack,
  isOwn,
  lineOf,
  newestEvent,
  type StackEnd,
} from './follow-stack.ts';
import type { LiveStack } from './live-stack.ts';
import { awsLine, isWorking } from './stack-states.ts';

export interface DeleteStackOptions {
  /** Tells this run's calls from those of others. */
  readonly token: string;
  /** Whether protection from deletion may be taken off. */
  readonly dropProtection: boolean;
}

export interface DeletedStack {
  readonly stack: string;
  readonly state: 'deleted' | 'absent' | 'left';
  /** Why it is left: each resource that blocks. */
  readonly findings: readonly Diagnostic[];
  /** What stays in the account because its template says so. */
  readonly kept: readonly KeptResource[];
}

export interface KeptResource {
  readonly resource: string;
  readonly type: string;
  readonly physicalId: string;
}

/** Deletes a stack. What goes wrong in AWS is told as findings, so that others can go on. */
export async function deleteStack(
  deployment: Deployment,
  live: LiveStack,
  { token, dropProtection }: DeleteStackOptions,
): Promise<DeletedStack> {
  const { name, stackName, arn, status } = live;
  const say = (state: 'done' | 'unchanged' | 'failed', text: string) =>
    deployment.progress({ id: lineOf(name), state, text });
  if (!arn) {
    say('unchanged', 'there is none');
    return { stack: name, state: 'absent', findings: [], kept: [] };
  }
  const left = (...findings: Diagnostic[]): DeletedStack => {
    say('failed', 'is left');
    return { stack: name, state: 'left', findings, kept: [] };
  };
  if (live.terminationProtection && !dropProtection) return left(isProtected(stackName));
  // An update can't be broken off by a deletion, and a deletion that runs is what is wanted.
  if (isWorking(status)) await followOthers(deployment, name, arn);
  await protect(deployment, live, false);
  try {
    const work = { name, stackId: arn, token: `${token}-${name}-delete` };
    const end = await removeStack(deployment, work);
    if (end?.status !== 'DELETE_COMPLETE') {
      return left(...blockers(stackName, deployment.aws.region, end));
    }
    say('done', 'deleted');
    return { stack: name, state: 'deleted', findings: [], kept: keptOf(end) };
  } catch (error) {
    if (!isNamed(error, 'ValidationError')) throw error;
    const message = `CloudFormation does not delete the stack ${stackName}: ${error.message}`;
    return left(finding('deploy/left', message, AGAIN));
  }
}

const AGAIN = 'remove what the reason names, and run this again';

const keptOf = ({ events }: StackEnd): KeptResource[] =>
  events
    .filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED')
    .map(({ LogicalResourceId = '', ResourceType = '', PhysicalResourceId = '' }) => ({
      resource: LogicalResourceId,
      type: ResourceType,
      physicalId: PhysicalResourceId,
    }));

/** Protects a stack from deletion, or no longer; nothing is called where that is so already. */
export async function protect(
  { aws }: Deployment,
  { stackName, terminationProtection }: Pick<LiveStack, 'stackName' | 'terminationProtection'>,
  wanted: boolean,
): Promise<void> {
  if (terminationProtection === wanted) return;
  const command = new UpdateTerminationProtectionCommand({
    StackName: stackName,
    EnableTerminationProtection: wanted,
  });
  await aws.cloudFormation.send(command);
}

/** @returns how it ended, or nothing when CloudFormation is still at work */
export async function removeStack(
  deployment: Deployment,
  { name, stackId, token }: { name: string; stackId: string; token: string },
): Promise<StackEnd | undefined> {
  const roleArn = deployment.release.manifest.roles?.execution;
  const work = { name, stackId, since: await newestEvent(deployment, stackId) };
  const command = new DeleteStackCommand({
    StackName: stackId,
    ClientRequestToken: token,
    ...(roleArn && { RoleARN: roleArn }),
  });
  await beginWork(deployment, work, () => deployment.aws.cloudFormation.send(command));
  return followStack(deployment, work);
}

function blockers(stackName: string, region: string, end: StackEnd | undefined): Diagnostic[] {
  if (!end) {
    const look = awsLine('describe-stack-events', stackName, region);
    const message = `CloudFormation is still deleting the stack ${stackName}`;
    return [finding('deploy/left', message, `it goes on by itself; look at \`${look}\``)];
  }
  const failed = end.events.filter(
    (event) => event.ResourceStatus === 'DELETE_FAILED' && !isOwn(event),
  );
  if (failed.length > 0) return failed.map((event) => blocked(stackName, event));
  const reason = end.statusReason ?? `it is in ${end.status}`;
  return [finding('deploy/left', `the stack ${stackName} could not be deleted: ${reason}`, AGAIN)];
}

function blocked(stackName: string, event: StackEvent): Diagnostic {
  const { LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatusReason } = event;
  const what = `${LogicalResourceId} (${ResourceType}, ${PhysicalResourceId})`;
  const why = ResourceStatusReason ?? 'CloudFormation gives no reason';
  return finding('deploy/left', `the stack ${stackName} is left because of ${what}: ${why}`, AGAIN);
}

const isProtected = (stackName: string): Diagnostic =>
  finding(
    'deploy/left',
    `the stack ${stackName} is protected from deletion`,
    'a production environment is destroyed with `--allow-production`',
  );
