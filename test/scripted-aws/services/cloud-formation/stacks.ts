import type {
  ContinueUpdateRollbackInput,
  DeleteStackInput,
  DescribeStacksInput,
  DescribeStacksOutput,
  GetTemplateInput,
  GetTemplateOutput,
  Parameter,
  Stack,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { doesNotExist, findStack, needChangeSet, needStack } from './find-stack.ts';
import { goBack, deleteStack as runDeletion } from './operations.ts';
import type { Content, LiveStack } from './state.ts';
import { become } from './tell.ts';

/** Stacks on a page. Few, so that tests see pages. */
const PAGE = 3;

export function describeStacks(
  { StackName, NextToken }: DescribeStacksInput,
  world: World,
): DescribeStacksOutput {
  if (StackName) return { Stacks: [shown(needStack(world, StackName))] };
  const live = world.state.cloudFormation.stacks.filter(
    ({ status }) => status !== 'DELETE_COMPLETE',
  );
  const { page, next } = pageOf(live, NextToken, PAGE);
  return { Stacks: page.map(shown), ...(next && { NextToken: next }) };
}

const contentOf = ({ target, content }: LiveStack): Content | undefined => target ?? content;

const shown = (stack: LiveStack): Stack => ({
  StackName: stack.name,
  StackId: stack.id,
  CreationTime: stack.createdAt,
  StackStatus: stack.status,
  ...(stack.reason !== undefined && { StackStatusReason: stack.reason }),
  ...(stack.content?.template.Description && { Description: stack.content.template.Description }),
  ...(stack.lastChangeSet && { ChangeSetId: stack.lastChangeSet }),
  ...(stack.updatedAt && { LastUpdatedTime: stack.updatedAt }),
  ...(stack.deletedAt && { DeletionTime: stack.deletedAt }),
  ...(stack.roleArn && { RoleARN: stack.roleArn }),
  Parameters: shownParameters(contentOf(stack)),
  Capabilities: [...(stack.content?.capabilities ?? [])] as Stack['Capabilities'],
  Tags: [...(stack.content?.tags ?? [])],
  Outputs: [...stack.outputs],
  EnableTerminationProtection: stack.protection,
  DisableRollback: false,
  RollbackConfiguration: {},
  DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
});

/** Values that a template calls NoEcho are never shown. */
export const shownParameters = (content: Content | undefined): Parameter[] =>
  (content?.parameters ?? []).map((one) =>
    content?.template.Parameters?.[one.ParameterKey ?? '']?.NoEcho
      ? { ...one, ParameterValue: '****' }
      : one,
  );

export function getTemplate(input: GetTemplateInput, world: World): GetTemplateOutput {
  const StagesAvailable: GetTemplateOutput['StagesAvailable'] = ['Original', 'Processed'];
  if (input.ChangeSetName) {
    const { changeSet } = needChangeSet(world, input.ChangeSetName, input.StackName);
    return { TemplateBody: changeSet.content.text, StagesAvailable };
  }
  const stack = needStack(world, input.StackName);
  return { TemplateBody: contentOf(stack)?.text ?? '', StagesAvailable };
}

export function updateTerminationProtection(
  { StackName, EnableTerminationProtection = false }: UpdateTerminationProtectionInput,
  world: World,
): UpdateTerminationProtectionOutput {
  const stack = needStack(world, StackName, doesNotExist);
  stack.protection = EnableTerminationProtection;
  return { StackId: stack.id };
}

export function deleteStack(input: DeleteStackInput, world: World): object {
  const stack = findStack(world, input.StackName);
  // AWS says nothing when there is nothing to delete.
  if (!stack || /^DELETE_(COMPLETE|IN_PROGRESS)$/.test(stack.status)) return {};
  if (stack.protection) {
    throw new AwsError(
      'ValidationError',
      `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  if (stack.status !== 'REVIEW_IN_PROGRESS' && /_IN_PROGRESS$/.test(stack.status)) {
    throw new AwsError(
      'ValidationError',
      `Stack [${stack.name}] cannot be deleted while in status ${stack.status}`,
    );
  }
  if (input.RetainResources?.length && stack.status !== 'DELETE_FAILED') {
    throw new AwsError(
      'ValidationError',
      `Invalid operation on stack [${stack.id}]. Specify resources to retain only when the current stack state is DELETE_FAILED.`,
    );
  }
  begin(stack, input.ClientRequestToken);
  runDeletion(stack, input.RetainResources ?? [], world);
  return {};
}

function begin(stack: LiveStack, token: string | undefined): void {
  if (token) stack.token = token;
  else delete stack.token;
}

export function continueUpdateRollback(input: ContinueUpdateRollbackInput, world: World): object {
  const stack = needStack(world, input.StackName, doesNotExist);
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
    throw new AwsError(
      'ValidationError',
      `Stack:${stack.id} is in ${stack.status} state and can not continue rollback.`,
    );
  }
  begin(stack, input.ClientRequestToken);
  become(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', world, 'User Initiated');
  const failed = [...stack.resources.values()].filter(({ status }) => status.endsWith('_FAILED'));
  const skip = input.ResourcesToSkip ?? [];
  goBack(stack, new Set(failed.map(({ logicalId }) => logicalId)), world, skip);
  return {};
}
