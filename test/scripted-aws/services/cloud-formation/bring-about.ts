import type { World } from '../../world.ts';
import { differencesOf } from './changes.ts';
import { type Step, stepsOf } from './resource-steps.ts';
import type { Content, LiveStack, ResourceFailure } from './state.ts';
import { tell } from './tell.ts';

/** What an operation went through. */
export interface Outcome {
  /** Resources that were begun, the failed one too. */
  readonly touched: ReadonlySet<string>;
  readonly failed: readonly string[];
}

/**
 * Makes the stack's resources what a content says, one after the other, each taking some time.
 *
 * @param failOn which of the test's failures strike
 * @param again resources to go through although nothing differs, as in a rollback
 * @param goOn a failure does not stop the others, as in a deletion
 * @param only what is removed waits until all else is done, when CloudFormation cleans up
 */
export function bringAbout(
  stack: LiveStack,
  content: Content,
  world: World,
  {
    failOn,
    again = new Set(),
    skip = [],
    goOn = false,
    only,
    done,
  }: {
    readonly failOn: (verb: Step['verb']) => ResourceFailure['on'];
    readonly again?: ReadonlySet<string>;
    readonly skip?: readonly string[];
    readonly goOn?: boolean;
    readonly only?: 'changes' | 'removals';
    readonly done: (outcome: Outcome) => void;
  },
): void {
  const differences = differencesOf(stack, content, world).filter(
    ({ action }) => only === undefined || (action === 'Remove') === (only === 'removals'),
  );
  const differing = new Set(differences.map(({ logicalId }) => logicalId));
  const repeated = [...again]
    .filter((logicalId) => !differing.has(logicalId) && stack.resources.has(logicalId))
    .map((logicalId): Step => ({ logicalId, verb: 'UPDATE', act: () => undefined }));
  const steps = [
    ...repeated,
    ...differences.flatMap((difference) => stepsOf(stack, content, difference, world)),
  ].filter(({ logicalId }) => !skip.includes(logicalId));
  const touched = new Set<string>();
  const failed: string[] = [];
  const next = (index: number) => {
    const step = steps[index];
    if (!step) return done({ touched, failed });
    begin(stack, step, content, world);
    touched.add(step.logicalId);
    world.clock.after(world.state.cloudFormation.resourceTime, () => {
      const told = failureOf(stack, step.logicalId, failOn(step.verb), world);
      const described = describe(stack, step, content);
      const reason = told ?? attempt(step);
      finish(stack, step, reason, described, world);
      if (reason !== undefined) failed.push(step.logicalId);
      if (reason === undefined || goOn) return next(index + 1);
      // Others that run at the same time are stopped, and say so later than the one that failed.
      const cancelled = steps[index + 1];
      if (cancelled && cancelled.verb !== 'DELETE') cancel(stack, cancelled, content, world);
      return done({ touched, failed });
    });
  };
  next(0);
}

/** What the double itself does not know is a resource that fails, so that a test sees the words. */
function attempt({ act }: Step): string | undefined {
  try {
    return act();
  } catch (error) {
    return (error as Error).message;
  }
}

function failureOf(
  stack: LiveStack,
  logicalId: string,
  on: ResourceFailure['on'],
  { state }: World,
): string | undefined {
  return state.cloudFormation.failures.find(
    (one) => one.stack === stack.name && one.logicalId === logicalId && one.on === on,
  )?.reason;
}

function begin(stack: LiveStack, step: Step, content: Content, world: World): void {
  const { logicalId, physicalId, type } = describe(stack, step, content);
  tell(stack, world, { logicalId, physicalId, type, status: `${step.verb}_IN_PROGRESS` });
}

function finish(
  stack: LiveStack,
  { verb, logicalId }: Step,
  reason: string | undefined,
  before: ReturnType<typeof describe>,
  world: World,
): void {
  const skipped = verb === 'DELETE' && before.isRetained;
  const status = `${verb}_${reason !== undefined ? 'FAILED' : skipped ? 'SKIPPED' : 'COMPLETE'}`;
  const live = stack.resources.get(logicalId);
  const { type } = before;
  const physicalId = live?.physicalId ?? before.physicalId;
  if (status === 'CREATE_COMPLETE') {
    const initiated = { status: 'CREATE_IN_PROGRESS', reason: 'Resource creation Initiated' };
    tell(stack, world, { logicalId, type, physicalId, ...initiated });
  }
  tell(stack, world, { logicalId, type, physicalId, status, ...(reason && { reason }) });
  if (live) Object.assign(live, { status, reason, at: world.now() });
}

function cancel(stack: LiveStack, step: Step, content: Content, world: World): void {
  begin(stack, step, content, world);
  const reason =
    step.verb === 'CREATE' ? 'Resource creation cancelled' : 'Resource update cancelled';
  const { logicalId, physicalId, type } = describe(stack, step, content);
  tell(stack, world, { logicalId, physicalId, type, status: `${step.verb}_FAILED`, reason });
}

function describe(stack: LiveStack, { logicalId }: Step, content: Content) {
  const live = stack.resources.get(logicalId);
  const described =
    content.template.Resources[logicalId] ?? stack.content?.template.Resources[logicalId];
  return {
    logicalId,
    isRetained: live?.isRetained ?? false,
    physicalId: live?.physicalId ?? '',
    type: live?.type ?? described?.Type ?? '',
  };
}
