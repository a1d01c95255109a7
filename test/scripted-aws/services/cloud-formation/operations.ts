import type { World } from '../../world.ts';
import { bringAbout, type Outcome } from './bring-about.ts';
import { outputsOf } from './scope.ts';
import type { Content, LiveStack } from './state.ts';
import { become } from './tell.ts';

const EMPTY: Content = {
  text: '',
  template: { Resources: {} },
  parameters: [],
  tags: [],
  capabilities: [],
};

const same = (verb: 'CREATE' | 'UPDATE' | 'DELETE') => verb;

/** Makes a new stack; a failure removes what was made and leaves ROLLBACK_COMPLETE. */
export function createStack(stack: LiveStack, content: Content, world: World): void {
  become(stack, 'CREATE_IN_PROGRESS', world, 'User Initiated');
  stack.content = content;
  bringAbout(stack, content, world, {
    failOn: same,
    done: (outcome) =>
      outcome.failed.length === 0
        ? complete(stack, content, 'CREATE_COMPLETE', world)
        : undoCreation(stack, outcome, world),
  });
}

type Ended = 'CREATE_COMPLETE' | 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE';

function complete(
  stack: LiveStack,
  content: Content,
  status: Ended,
  world: World,
  reason?: string,
): void {
  stack.content = content;
  delete stack.target;
  stack.outputs = outputsOf(stack, content, world);
  become(stack, status, world, reason);
}

/** Removes what a content no longer has. What can't be removed is left, and the update is complete all the same. */
function cleanUp(
  stack: LiveStack,
  content: Content,
  ended: 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE',
  world: World,
): void {
  become(stack, `${ended}_CLEANUP_IN_PROGRESS`, world);
  bringAbout(stack, content, world, {
    failOn: same,
    goOn: true,
    only: 'removals',
    done: (outcome) => {
      const reason = outcome.failed.length > 0 ? failedTo('delete', outcome) : undefined;
      for (const logicalId of outcome.failed) stack.resources.delete(logicalId);
      complete(stack, content, ended, world, reason);
    },
  });
}

function undoCreation(stack: LiveStack, { failed }: Outcome, world: World): void {
  const reason = `The following resource(s) failed to create: [${failed.join(', ')}]. Rollback requested by user.`;
  become(stack, 'ROLLBACK_IN_PROGRESS', world, reason);
  bringAbout(stack, EMPTY, world, {
    failOn: () => 'ROLLBACK',
    done: (outcome) =>
      outcome.failed.length === 0
        ? become(stack, 'ROLLBACK_COMPLETE', world)
        : become(stack, 'ROLLBACK_FAILED', world, failedTo('delete', outcome)),
  });
}

const failedTo = (what: string, { failed }: Outcome) =>
  `The following resource(s) failed to ${what}: [${failed.join(', ')}]. `;

/** Changes a stack; a failure goes back to what it was. */
export function updateStack(stack: LiveStack, content: Content, world: World): void {
  stack.before = stack.content ?? EMPTY;
  stack.updatedAt = world.now();
  stack.target = content;
  become(stack, 'UPDATE_IN_PROGRESS', world, 'User Initiated');
  bringAbout(stack, content, world, {
    failOn: same,
    only: 'changes',
    done: (outcome) => {
      if (outcome.failed.length > 0) {
        const isNew = outcome.failed.every((logicalId) => !stack.resources.has(logicalId));
        const reason = failedTo(isNew ? 'create' : 'update', outcome);
        become(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', world, reason);
        return goBack(stack, outcome.touched, world);
      }
      return cleanUp(stack, content, 'UPDATE_COMPLETE', world);
    },
  });
}

/** The way back of an update. Resources that were touched are gone through again, but not skipped ones. */
export function goBack(
  stack: LiveStack,
  touched: ReadonlySet<string>,
  world: World,
  skip: readonly string[] = [],
): void {
  const before = stack.before ?? EMPTY;
  delete stack.target;
  bringAbout(stack, before, world, {
    failOn: () => 'ROLLBACK',
    again: touched,
    skip,
    only: 'changes',
    done: (outcome) => {
      if (outcome.failed.length > 0) {
        return become(stack, 'UPDATE_ROLLBACK_FAILED', world, failedTo('update', outcome));
      }
      return cleanUp(stack, before, 'UPDATE_ROLLBACK_COMPLETE', world);
    },
  });
}

/** Deletes a stack, apart from what its template or the caller keeps. */
export function deleteStack(stack: LiveStack, keep: readonly string[], world: World): void {
  become(stack, 'DELETE_IN_PROGRESS', world, 'User Initiated');
  for (const logicalId of keep) stack.resources.delete(logicalId);
  bringAbout(stack, EMPTY, world, {
    failOn: same,
    goOn: true,
    done: (outcome) => {
      if (outcome.failed.length > 0) {
        return become(stack, 'DELETE_FAILED', world, failedTo('delete', outcome));
      }
      stack.deletedAt = world.now();
      stack.outputs = [];
      return become(stack, 'DELETE_COMPLETE', world);
    },
  });
}
