import { isDeepStrictEqual } from 'node:util';
import type {
  CreateChangeSetInput,
  CreateChangeSetOutput,
  DeleteChangeSetInput,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ExecuteChangeSetInput,
  ListChangeSetsInput,
  ListChangeSetsOutput,
} from '@aws-sdk/client-cloudformation';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { changeOf, differencesOf } from './changes.ts';
import { doesNotExist, findStack, needChangeSet, needStack } from './find-stack.ts';
import { createStack, updateStack } from './operations.ts';
import { readContent } from './read-template.ts';
import { executionOf, refuseForState, refuseMismatch, wrongStatus } from './refusals.ts';
import { shownParameters } from './stacks.ts';
import type { ChangeSet, LiveStack } from './state.ts';
import { become } from './tell.ts';

/** Milliseconds until a change set is worked out. */
const WORKING_OUT = 3_000;
/** Changes on a page; AWS says a megabyte. Few, so that tests see pages. */
const PAGE = 20;

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export function createChangeSet(input: CreateChangeSetInput, world: World): CreateChangeSetOutput {
  const { StackName = '', ChangeSetName = '', ChangeSetType = 'UPDATE' } = input;
  const found = findStack(world, StackName);
  const known = found?.changeSets.find(
    ({ name, execution }) => name === ChangeSetName && execution !== 'EXECUTED',
  );
  refuseForState(found, ChangeSetType, StackName, ChangeSetName);
  const content = readContent(input, found?.content);
  if (found && known) {
    refuseMismatch(known, content, input);
    return { Id: known.id, StackId: found.id };
  }
  const stack = found ?? startReview(StackName, world);
  const changeSet: ChangeSet = {
    name: ChangeSetName,
    id: world.arn('cloudformation', `changeSet/${ChangeSetName}/${world.unique(12)}`),
    type: ChangeSetType,
    content,
    ...(input.RoleARN && { roleArn: input.RoleARN }),
    ...(input.ClientToken && { clientToken: input.ClientToken }),
    ...(input.DeploymentMode === 'REVERT_DRIFT' && { revertsDrift: true }),
    createdAt: world.now(),
    changes: [],
    status: 'CREATE_PENDING',
    execution: 'UNAVAILABLE',
  };
  stack.changeSets.push(changeSet);
  world.clock.after(WORKING_OUT, () => workOut(stack, changeSet, world));
  return { Id: changeSet.id, StackId: stack.id };
}

function startReview(name: string, world: World): LiveStack {
  const stack: LiveStack = {
    name,
    id: world.arn('cloudformation', `stack/${name}/${world.unique(12)}`),
    createdAt: world.now(),
    status: 'REVIEW_IN_PROGRESS',
    outputs: [],
    resources: new Map(),
    events: [],
    changeSets: [],
    detections: new Map(),
    protection: false,
  };
  world.state.cloudFormation.stacks.push(stack);
  become(stack, 'REVIEW_IN_PROGRESS', world, 'User Initiated');
  return stack;
}

function workOut(stack: LiveStack, changeSet: ChangeSet, world: World): void {
  const { failingChangeSets } = world.state.cloudFormation;
  const told = failingChangeSets.get(stack.name);
  failingChangeSets.delete(stack.name);
  const { content } = changeSet;
  const { revertsDrift = false } = changeSet;
  changeSet.changes = differencesOf(stack, content, world, revertsDrift).map((one) =>
    changeOf(stack, one, world),
  );
  const hasSameOutputs = isDeepStrictEqual(
    stack.content?.template.Outputs,
    content.template.Outputs,
  );
  const reason =
    told ?? (changeSet.changes.length === 0 && hasSameOutputs ? NO_CHANGES : undefined);
  changeSet.status = reason === undefined ? 'CREATE_COMPLETE' : 'FAILED';
  if (reason === undefined) changeSet.execution = 'AVAILABLE';
  else changeSet.reason = reason;
}

export function describeChangeSet(
  input: DescribeChangeSetInput,
  world: World,
): DescribeChangeSetOutput {
  const { stack, changeSet } = needChangeSet(world, input.ChangeSetName, input.StackName);
  const { page, next } = pageOf(changeSet.changes, input.NextToken, PAGE);
  const { content, reason } = changeSet;
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: changeSet.createdAt,
    Status: changeSet.status as DescribeChangeSetOutput['Status'],
    ...(reason !== undefined && { StatusReason: reason }),
    ExecutionStatus: executionOf(stack, changeSet) as DescribeChangeSetOutput['ExecutionStatus'],
    Parameters: shownParameters(content),
    Capabilities: [...content.capabilities] as DescribeChangeSetOutput['Capabilities'],
    Tags: [...content.tags],
    Changes: page,
    IncludeNestedStacks: false,
    ...(next && { NextToken: next }),
  };
}

export function listChangeSets(
  { StackName }: ListChangeSetsInput,
  world: World,
): ListChangeSetsOutput {
  const stack = needStack(world, StackName, doesNotExist);
  return {
    Summaries: stack.changeSets.map((one) => ({
      StackId: stack.id,
      StackName: stack.name,
      ChangeSetId: one.id,
      ChangeSetName: one.name,
      ExecutionStatus: executionOf(stack, one) as 'AVAILABLE',
      Status: one.status as 'CREATE_COMPLETE',
      ...(one.reason !== undefined && { StatusReason: one.reason }),
      CreationTime: one.createdAt,
    })),
  };
}

export function deleteChangeSet(input: DeleteChangeSetInput, world: World): object {
  const { ChangeSetName = '', StackName } = input;
  const stacks = ChangeSetName.startsWith('arn:')
    ? world.state.cloudFormation.stacks
    : [needStack(world, StackName, doesNotExist)];
  for (const stack of stacks) {
    const index = stack.changeSets.findLastIndex(
      ({ id, name }) => id === ChangeSetName || name === ChangeSetName,
    );
    const found = stack.changeSets[index];
    if (found && executionOf(stack, found) === 'EXECUTE_IN_PROGRESS') {
      throw wrongStatus(stack, found);
    }
    if (found) stack.changeSets.splice(index, 1);
  }
  return {};
}

export function executeChangeSet(input: ExecuteChangeSetInput, world: World): object {
  const { stack, changeSet } = needChangeSet(world, input.ChangeSetName, input.StackName);
  const token = input.ClientRequestToken;
  if (token && changeSet.executionToken === token) return {};
  if (changeSet.execution !== 'AVAILABLE') throw wrongStatus(stack, changeSet);
  changeSet.execution = 'EXECUTED';
  if (token) {
    changeSet.executionToken = token;
    stack.token = token;
  } else delete stack.token;
  if (changeSet.roleArn) stack.roleArn = changeSet.roleArn;
  // All other change sets of the stack were worked out against what is no longer there.
  stack.changeSets.splice(0, stack.changeSets.length, changeSet);
  stack.lastChangeSet = changeSet.id;
  stack.retainsNothingNew = input.RetainExceptOnCreate ?? false;
  stack.revertsDrift = changeSet.revertsDrift ?? false;
  (changeSet.type === 'CREATE' ? createStack : updateStack)(stack, changeSet.content, world);
  return {};
}
