import { isDeepStrictEqual } from 'node:util';
import type { CreateChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../aws-error.ts';
import { doesNotExist } from './find-stack.ts';
import type { ChangeSet, Content, LiveStack } from './state.ts';

/** A change set of the same name is the same call again, or another one's. */
export function refuseMismatch(
  known: ChangeSet,
  content: Content,
  input: CreateChangeSetInput,
): void {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['ClientToken', known.clientToken, input.ClientToken],
    ['Template', known.content.text, content.text],
    ['Parameters', known.content.parameters, content.parameters],
    ['Tags', known.content.tags, content.tags],
  ];
  const differing = pairs.find(([, before, after]) => !isDeepStrictEqual(before, after));
  if (!differing) return;
  throw new AwsError(
    'AlreadyExistsException',
    `ChangeSet ${known.name} cannot be created due to a mismatch with existing attribute ${differing[0]}`,
  );
}

const UPDATABLE =
  /^(CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE|IMPORT_COMPLETE|IMPORT_ROLLBACK_COMPLETE)$/;

/** A stack has to be in a state that a change set can begin from. */
export function refuseForState(
  stack: LiveStack | undefined,
  type: string,
  name: string,
  changeSet: string,
): void {
  const refuse = (message: string) => new AwsError('ValidationError', message);
  if (type === 'CREATE') {
    if (!stack || stack.status === 'REVIEW_IN_PROGRESS') return;
    throw refuse(
      `Stack [${name}] already exists and cannot be created again with the changeSet [${changeSet}].`,
    );
  }
  if (!stack || stack.status === 'REVIEW_IN_PROGRESS') throw refuse(doesNotExist(name));
  if (!UPDATABLE.test(stack.status)) {
    throw refuse(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  }
}

/** A change set that can't be executed or deleted as it stands. */
export const wrongStatus = (stack: LiveStack, changeSet: ChangeSet) => {
  const current =
    changeSet.status === 'CREATE_COMPLETE'
      ? `execution status of [${executionOf(stack, changeSet)}]`
      : `status of [${changeSet.status}]`;
  return new AwsError(
    'InvalidChangeSetStatus',
    `ChangeSet [${changeSet.id}] cannot be executed in its current ${current}`,
  );
};

/** How the execution stands; an executed change set shares its stack's fate. */
export function executionOf({ status, lastChangeSet }: LiveStack, { id, execution }: ChangeSet) {
  if (execution !== 'EXECUTED' || lastChangeSet !== id) return execution;
  if (/ROLLBACK|FAILED/.test(status)) return 'EXECUTE_FAILED';
  return /IN_PROGRESS$/.test(status) ? 'EXECUTE_IN_PROGRESS' : 'EXECUTE_COMPLETE';
}
