import { hideSecrets, namesSecret } from '../../config/secret-names.ts';
import { fieldsOf } from '../../render/plain-values.ts';
import { type Step, stepsOf } from '../../wiring/read-manifest.ts';
import type { Stack } from '../../wiring/stack.ts';
import { readReference } from '../../wiring/stack-outputs.ts';
import { tagsOf } from '../deployment.ts';
import { type Release, sha256 } from '../release/release.ts';
import { type Outputs, resolveKnownOutputs } from '../release/resolve-outputs.ts';
import { compareStacks, type StackChange, type StackDifference } from './compare-stacks.ts';
import { deployedStacks, MASK } from './deployed-stacks.ts';
import { type LiveStack, outputsOf } from './live-stack.ts';
import { awsLine, isVoid, oddStateOf } from './stack-states.ts';

export type StackAction = 'create' | 'update' | 'none' | 'mend' | 'blocked';

/** What an apply does to one stack. Plain data, as a plan is written to a file. */
export interface StackStep {
  readonly phase: 'stacks';
  readonly stack: string;
  readonly stackName: string;
  /** `mend` ends an odd state first and then brings the stack in line; `blocked` waits for a person. */
  readonly action: StackAction;
  /** Nothing where there is no stack. */
  readonly status?: string;
  readonly changes: readonly StackChange[];
  /** What differs beside its resources: sections of the template, and `Tags`. */
  readonly others: readonly string[];
  readonly parameters: readonly ParameterChange[];
  /** From deletion. */
  readonly protection: { readonly before: boolean; readonly after: boolean };
  /** Stacks that change before it and whose outputs it takes: what it does is certain only then. */
  readonly waitsFor: readonly string[];
  readonly mend?: { readonly says: string; readonly command: string };
  /** SHA-256 of the template's text, in hexadecimal. */
  readonly templateHash: string;
}

/** A parameter's value on each side; nothing where there is none. */
export interface ParameterChange {
  readonly key: string;
  readonly before?: string;
  readonly after?: string;
}

/** What has to be done so that the stacks are what the release says, in the order in which it is done. */
export function planStacks(release: Release, live: readonly LiveStack[]): StackStep[] {
  const differences = compareStacks(deployedStacks(release, live), release.wiring.stacks);
  const outputs = outputsOf(live);
  const planned: StackStep[] = [];
  for (const step of stepsOf(release.manifest, 'stacks')) {
    const stack = release.wiring.stacks.find(({ name }) => name === step.stack);
    const now = live.find(({ name }) => name === step.stack);
    const difference = differences.get(step.stack ?? '');
    if (!stack || !now || !difference) throw new Error(`no stack ${step.stack} to plan`);
    planned.push(planStack({ release, step, stack, now, difference, outputs, planned }));
  }
  return planned;
}

interface Planning {
  readonly release: Release;
  readonly step: Step;
  readonly stack: Stack;
  readonly now: LiveStack;
  readonly difference: StackDifference;
  readonly outputs: Outputs;
  /** The stacks before it. */
  readonly planned: readonly StackStep[];
}

function planStack(planning: Planning): StackStep {
  const { release, step, stack, now, difference, planned } = planning;
  const isThere = !isVoid(now.status);
  const hasOtherTags = isThere && !isSame(now.tags, tagsOf(release));
  const others = [...difference.sections, ...(hasOtherTags ? ['Tags'] : [])];
  const before = isThere && now.terminationProtection;
  const protection = { before, after: step.terminationProtection ?? before };
  const differs = difference.changes.length + others.length > 0;
  const odd = oddStateOf(now.status);
  return {
    phase: 'stacks',
    stack: stack.name,
    stackName: now.stackName,
    action: actionOf(now, differs || protection.before !== protection.after),
    ...(now.status && { status: now.status }),
    changes: difference.changes,
    others,
    parameters: differs ? changedParameters(planning, isThere) : [],
    protection,
    waitsFor: planned
      .filter(({ action }) => action !== 'none')
      .map((one) => one.stack)
      .filter((name) => [...stack.given.values()].some((it) => readReference(it)?.stack === name)),
    ...(odd && {
      mend: {
        says: `the stack ${now.stackName} ${odd.says}`,
        command: awsLine(odd.command, now.stackName, release.manifest.region),
      },
    }),
    templateHash: sha256(stack.template.text),
  };
}

function actionOf({ status }: LiveStack, differs: boolean): StackAction {
  const odd = oddStateOf(status);
  if (odd) return odd.mend ? 'mend' : 'blocked';
  if (isVoid(status)) return 'create';
  return differs ? 'update' : 'none';
}

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

function changedParameters({ stack, now, outputs }: Planning, isThere: boolean): ParameterChange[] {
  const was = isThere ? now.parameters : {};
  const keys = [...new Set([...Object.keys(was), ...stack.given.keys()])];
  return keys.flatMap((key) => {
    const [before, given] = [was[key], stack.given.get(key)];
    const after = given === undefined ? undefined : String(resolveKnownOutputs(given, outputs));
    if (before === after || before === MASK) return [];
    const show = (value: string) => (isHidden(stack, key) ? HIDDEN : value);
    return {
      key,
      ...(before !== undefined && { before: show(before) }),
      ...(after !== undefined && { after: show(after) }),
    };
  });
}

const HIDDEN = String(hideSecrets('', () => true));

const isHidden = ({ declared }: Stack, key: string): boolean =>
  String(fieldsOf(declared[key]).NoEcho) === 'true' || namesSecret(key);
