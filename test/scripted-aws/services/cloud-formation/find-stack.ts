import { AwsError } from '../../aws-error.ts';
import type { World } from '../../world.ts';
import type { ChangeSet, LiveStack } from './state.ts';

/** A stack by its name, or by its ARN, by which deleted ones are found too. */
export function findStack(world: World, nameOrArn: string | undefined): LiveStack | undefined {
  return world.state.cloudFormation.stacks.findLast(
    ({ name, id, status }) =>
      id === nameOrArn || (name === nameOrArn && status !== 'DELETE_COMPLETE'),
  );
}

/** @throws what AWS says when there is none; the words differ from operation to operation */
export function needStack(
  world: World,
  nameOrArn: string | undefined,
  says = (name: string) => `Stack with id ${name} does not exist`,
): LiveStack {
  const stack = findStack(world, nameOrArn);
  if (stack) return stack;
  throw new AwsError('ValidationError', says(nameOrArn ?? ''));
}

export const doesNotExist = (name: string) => `Stack [${name}] does not exist`;

/** A change set by its ARN, or by its name and stack. */
export function needChangeSet(
  world: World,
  name = '',
  stackName?: string,
): { readonly stack: LiveStack; readonly changeSet: ChangeSet } {
  const stacks = name.startsWith('arn:')
    ? world.state.cloudFormation.stacks
    : [needStack(world, stackName, doesNotExist)];
  for (const stack of stacks) {
    const changeSet = stack.changeSets.findLast((one) => one.id === name || one.name === name);
    if (changeSet) return { stack, changeSet };
  }
  throw new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
}
