import {
  type Capability,
  type Change,
  type ChangeSetType,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  type Parameter,
  type ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { isNamed } from '../aws/error-facts.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import { sha256 } from '../release/release.ts';
import { removeStack } from './delete-stack.ts';
import { describeStack } from './live-stack.ts';
import { isNoStack, isRefused } from './stack-errors.ts';

/** How long CloudFormation may take to work out a change set, in milliseconds; seconds are usual. */
const CHANGE_SET_DEADLINE = 10 * 60_000;

/** All that decides what a change set does. */
export interface ChangeSetRequest {
  /** The stack's name in this repository. */
  readonly name: string;
  readonly stackName: string;
  readonly type: ChangeSetType;
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  /** Role that CloudFormation works as; without one, whoever calls. */
  readonly roleArn: string | undefined;
  /** When the stack that it changes was changed last. */
  readonly updatedAt: string | undefined;
  /** Tells this run's calls from those of others. */
  readonly token: string;
  /** Whether resources that were changed past CloudFormation are put back too. */
  readonly revertDrift?: boolean;
}

/** A change set that can be executed. */
export interface ChangeSet {
  readonly id: string;
  readonly stackId: string;
  /** Outputs and tags may change although no resource does. */
  readonly changes: readonly ResourceChange[];
}

/**
 * Makes a change set, or finds the one that a run before made for the same change and did not execute.
 * Change sets of others stay; CloudFormation deletes them when one of the stack is executed.
 *
 * @returns nothing where CloudFormation finds nothing to change
 * @throws {Failure} `deploy/change-set` with CloudFormation's reason
 */
export async function makeChangeSet(
  deployment: Deployment,
  request: ChangeSetRequest,
): Promise<ChangeSet | undefined> {
  for (const attempt of ['', '-again', '-once-more']) {
    const isNew = await create(deployment, request, attempt).catch(async (error: unknown) => {
      if (!isRefused(error)) throw error;
      await dropChangeSet(deployment, request);
      throw refused(request, error.message);
    });
    const made = await settled(deployment, request);
    if (made?.ExecutionStatus === 'AVAILABLE') return readAll(deployment, made);
    const isNothing = foundNothing(made);
    await (isNew || isNothing ? dropChangeSet : discard)(deployment, request);
    if (isNothing) return undefined;
    if (isNew) throw refused(request, made?.StatusReason ?? 'it was not ready in time');
    // One that was there from before is of no use any more, so it is made anew.
  }
  throw refused(request, 'one of that name is there and can’t be used');
}

/** The same for the same change of the same state, so that a run finds what one before it made. */
function nameOf({ token: _, ...what }: ChangeSetRequest): string {
  const base = what.type === 'UPDATE' ? what.updatedAt : undefined;
  return `apply-${sha256(JSON.stringify({ ...what, updatedAt: base })).slice(0, 32)}`;
}

/** @returns whether it was made now, and not there already */
async function create(
  { aws }: Deployment,
  request: ChangeSetRequest,
  attempt: string,
): Promise<boolean> {
  const { stackName, type, template, parameters, tags, capabilities, roleArn, token } = request;
  const { revertDrift } = request;
  const command = new CreateChangeSetCommand({
    StackName: stackName,
    ChangeSetName: nameOf(request),
    ChangeSetType: type,
    TemplateBody: template,
    Parameters: [...parameters],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    Capabilities: capabilities as Capability[],
    ...(roleArn && { RoleARN: roleArn }),
    // Drift-aware change sets compare with what is there, too (CloudFormation user guide).
    ...(revertDrift && { DeploymentMode: 'REVERT_DRIFT' as const }),
    ClientToken: `${token}${attempt}`,
  });
  try {
    await aws.cloudFormation.send(command);
    return true;
  } catch (error) {
    if (isNamed(error, 'AlreadyExistsException')) return false;
    throw error;
  }
}

const BUSY = ['CREATE_PENDING', 'CREATE_IN_PROGRESS'];

/** The change set once it is worked out; nothing when that took too long. */
function settled(
  { aws }: Deployment,
  request: ChangeSetRequest,
): Promise<DescribeChangeSetOutput | undefined> {
  const deadline = aws.clock.now() + CHANGE_SET_DEADLINE;
  return poll(aws.clock, deadline, async () => {
    try {
      const found = await aws.cloudFormation.send(new DescribeChangeSetCommand(keyOf(request)));
      return BUSY.includes(found.Status ?? '') ? undefined : found;
    } catch (error) {
      // It may take a moment to be seen.
      if (isNotFound(error)) return undefined;
      throw error;
    }
  });
}

const keyOf = (request: ChangeSetRequest) => ({
  StackName: request.stackName,
  ChangeSetName: nameOf(request),
});

const isNotFound = (error: unknown) =>
  isNamed(error, 'ChangeSetNotFound', 'ChangeSetNotFoundException');

/** CloudFormation says in two ways that there is nothing to change. */
const foundNothing = (made: DescribeChangeSetOutput | undefined): boolean =>
  made?.Status === 'FAILED' &&
  /didn't contain changes|No updates are to be performed/.test(made.StatusReason ?? '');

async function readAll({ aws }: Deployment, first: DescribeChangeSetOutput): Promise<ChangeSet> {
  const { ChangeSetId = '', StackId = '' } = first;
  const changes: Change[] = [...(first.Changes ?? [])];
  let { NextToken } = first;
  while (NextToken) {
    const command = new DescribeChangeSetCommand({ ChangeSetName: ChangeSetId, NextToken });
    const page = await aws.cloudFormation.send(command);
    changes.push(...(page.Changes ?? []));
    NextToken = page.NextToken;
  }
  return {
    id: ChangeSetId,
    stackId: StackId,
    changes: changes.flatMap(({ ResourceChange }) => ResourceChange ?? []),
  };
}

/** Deletes a change set that is not executed, and the stack that was only to be made by it. */
export async function dropChangeSet(
  deployment: Deployment,
  request: ChangeSetRequest,
): Promise<void> {
  await discard(deployment, request);
  if (request.type !== 'CREATE') return;
  const stack = await describeStack(deployment, request.stackName);
  if (stack?.StackStatus !== 'REVIEW_IN_PROGRESS' || !stack.StackId) return;
  await removeStack(deployment, {
    name: request.name,
    stackId: stack.StackId,
    token: `${request.token}-drop`,
  });
}

/** That there is none is fine. */
async function discard({ aws }: Deployment, request: ChangeSetRequest): Promise<void> {
  try {
    await aws.cloudFormation.send(new DeleteChangeSetCommand(keyOf(request)));
  } catch (error) {
    if (!isNotFound(error) && !isNoStack(error)) throw error;
  }
}

const refused = ({ stackName }: ChangeSetRequest, reason: string) =>
  failed(
    'deploy/change-set',
    `CloudFormation can’t make a change set for the stack ${stackName}: ${reason}`,
    'mend what the reason names, render, and have it reviewed; the stack is as it was',
  );
