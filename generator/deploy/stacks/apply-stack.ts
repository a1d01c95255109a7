import type { Parameter } from '@aws-sdk/client-cloudformation';
import { type Step, stepsOf } from '../../wiring/read-manifest.ts';
import { type Deployment, tagsOf } from '../deployment.ts';
import { resolveOutputs } from '../release/resolve-outputs.ts';
import {
  type ChangeSet,
  type ChangeSetRequest,
  dropChangeSet,
  makeChangeSet,
} from './change-set.ts';
import { dataAtRisk, dataLost, dataRefused, isAllowed } from './data-changes.ts';
import { protect } from './delete-stack.ts';
import { lineOf, withLine } from './follow-stack.ts';
import { type LiveStack, outputsOf, readLiveStack, readLiveStacks } from './live-stack.ts';
import { mendStack } from './mend-stack.ts';
import { planStacks, type StackStep } from './plan-stacks.ts';
import { runChangeSet } from './run-change-set.ts';
import { type SavedStack, saveStack } from './saved-stack.ts';
import { isVoid } from './stack-states.ts';
import { tellChanges, tellRefusal, tellUntouched } from './tell-changes.ts';

export interface ApplyStackOptions {
  /** Logical ids of data that may go, alone or after the stack's name and a dot. */
  readonly allowReplace: readonly string[];
  /** Whether odd states may be mended. */
  readonly yes: boolean;
  /** Tells this run's calls from those of others: letters, digits and hyphens, 60 at most. */
  readonly token: string;
  /** Lets CloudFormation put back resources that were changed past it, also where files and stack agree. */
  readonly revertDrift?: boolean;
}

export interface AppliedStack {
  readonly stack: string;
  readonly action: 'created' | 'updated' | 'unchanged';
  readonly outputs: Readonly<Record<string, string>>;
  /** What the stack was before; only where something was changed. */
  readonly saved?: SavedStack;
}

/** A stack as it is, and what is to be done about it. */
interface Now {
  readonly live: readonly LiveStack[];
  readonly own: LiveStack;
  readonly step: StackStep;
}

/**
 * Brings a stack in line with the release. What is to be done is worked out again from what is there, so
 * that it can be repeated after any interruption.
 *
 * @throws {Failure} `deploy/stack-state`, `deploy/change-set`, `deploy/replace`, `deploy/stack-failed`,
 *   `deploy/output`
 */
export const applyStack = (
  deployment: Deployment,
  { stack }: Pick<StackStep, 'stack'>,
  options: ApplyStackOptions,
): Promise<AppliedStack> =>
  withLine(deployment, stack, async () => {
    const token = `${options.token}-${stack}`;
    const now = await lookMended(deployment, stack, { ...options, token });
    const { own, step } = now;
    const isQuiet = isSettled(step) && !options.revertDrift;
    const action = isQuiet ? 'unchanged' : await change(deployment, now, options, token);
    await protect(deployment, own, step.protection.after);
    const isSame = action === 'unchanged' && step.protection.before === step.protection.after;
    deployment.progress({ id: lineOf(stack), state: isSame ? 'unchanged' : 'done', text: action });
    if (action === 'unchanged') return { stack, action, outputs: own.outputs };
    const { outputs } = await readLiveStack(deployment, stepOf(deployment, stack));
    return { stack, action, outputs, saved: saveStack(own) };
  });

const stepOf = ({ release }: Deployment, stack: string): Step =>
  stepsOf(release.manifest, 'stacks').find((one) => one.stack === stack) ?? {};

/** An odd state may end in another one: what is rolled back has to be made anew then. */
const MOST_MENDS = 4;

async function lookMended(
  deployment: Deployment,
  stack: string,
  options: { readonly yes: boolean; readonly token: string },
): Promise<Now> {
  let now = await look(deployment, stack);
  for (let mends = 0; mends < MOST_MENDS; mends += 1) {
    if (!(await mendStack(deployment, now.own, now.step, options))) break;
    now = await look(deployment, stack);
  }
  return now;
}

async function look(deployment: Deployment, stack: string): Promise<Now> {
  const live = await readLiveStacks(deployment);
  const own = live.find(({ name }) => name === stack);
  const step = planStacks(deployment.release, live).find((one) => one.stack === stack);
  if (!own || !step) throw new Error(`the release has no stack ${stack}`);
  return { live, own, step };
}

/** Whether no change set is needed. */
const isSettled = ({ action, changes, others }: StackStep): boolean =>
  action !== 'create' && action !== 'mend' && changes.length + others.length === 0;

async function change(
  deployment: Deployment,
  now: Now,
  { allowReplace, revertDrift = false }: ApplyStackOptions,
  token: string,
): Promise<AppliedStack['action']> {
  const { own, step } = now;
  const notAllowed = (ids: readonly string[]) =>
    ids.filter((id) => !isAllowed(allowReplace, step.stack, id));
  const lost = notAllowed(dataLost(step.changes));
  if (lost.length > 0) throw dataRefused(own.stackName, lost);
  const request = { ...requestOf(deployment, now, token), revertDrift };
  const line = { id: lineOf(step.stack), state: 'working' } as const;
  deployment.progress({ ...line, text: 'CloudFormation works out what changes' });
  const changeSet = await makeChangeSet(deployment, request);
  if (!changeSet) return 'unchanged';
  if (isEmpty(changeSet, step)) {
    await dropChangeSet(deployment, request);
    return 'unchanged';
  }
  tellChanges(deployment, step.stack, changeSet.changes);
  const refused = notAllowed(dataAtRisk(step.changes, changeSet.changes));
  if (refused.length > 0) {
    await dropChangeSet(deployment, request);
    tellRefusal(deployment, step.stack, changeSet.changes, refused);
    throw dataRefused(own.stackName, refused);
  }
  const end = await runChangeSet(deployment, request, changeSet);
  tellUntouched(deployment, step.stack, changeSet.changes, end);
  return request.type === 'CREATE' ? 'created' : 'updated';
}

/**
 * No resource changes, nor anything that CloudFormation lists nowhere: outputs (aws-cdk #2029) and the
 * stack's own tags.
 */
const isEmpty = ({ changes }: ChangeSet, { others }: StackStep): boolean =>
  changes.length === 0 && !others.some((other) => other === 'Outputs' || other === 'Tags');

function requestOf(deployment: Deployment, { live, own }: Now, token: string): ChangeSetRequest {
  const { release } = deployment;
  const stack = release.wiring.stacks.find(({ name }) => name === own.name);
  const given = resolveOutputs(Object.fromEntries(stack?.given ?? []), outputsOf(live));
  return {
    name: own.name,
    stackName: own.stackName,
    type: isVoid(own.status) ? 'CREATE' : 'UPDATE',
    template: stack?.template.text ?? '',
    parameters: Object.entries(given).map(
      ([ParameterKey, value]): Parameter => ({ ParameterKey, ParameterValue: String(value) }),
    ),
    tags: tagsOf(release),
    capabilities: stepOf(deployment, own.name).capabilities ?? [],
    roleArn: release.manifest.roles?.execution,
    updatedAt: own.updatedAt,
    token: `${token}-change`,
  };
}
