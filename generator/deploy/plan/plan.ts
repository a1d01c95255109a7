import type { SeedStep } from '../seed/seed.ts';
import type { ServicesStep } from '../services/service-step.ts';
import type { StackStep } from '../stacks/plan-stacks.ts';

/** What was asked for beside bringing everything in line with the files. */
export interface PlanOptions {
  /** Deletes services that are no longer rendered. */
  readonly prune: boolean;
  /** Uploads the catalog although the bucket has one. */
  readonly seed: boolean;
  /** Logical ids whose data may be replaced or removed. */
  readonly allowReplace: readonly string[];
  /** For a rollback: by service, the revision that ran then. */
  readonly revisions?: Readonly<Record<string, string>>;
}

export type PlanStep = StackStep | SeedStep | ServicesStep;

/**
 * What an apply will do, in order, as a value: made from rendered files and what is deployed, and from
 * nothing else. Two plans of the same files and the same live state are the same.
 */
export interface Plan {
  readonly schema: 'plan/v1';
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Hash of the manifest of the files that it is for. */
  readonly manifestHash: string;
  readonly options: PlanOptions;
  /** Hash of each part of what was deployed when it was made, such as `stack network`. */
  readonly live: Readonly<Record<string, string>>;
  readonly steps: readonly PlanStep[];
}

/** Steps of one phase. */
export const stepsIn = <Phase extends PlanStep['phase']>(
  { steps }: Plan,
  phase: Phase,
): Extract<PlanStep, { readonly phase: Phase }>[] =>
  steps.filter(
    (step): step is Extract<PlanStep, { readonly phase: Phase }> => step.phase === phase,
  );

/** Actions that change nothing. */
const QUIET: ReadonlySet<string> = new Set(['none', 'skip', 'report']);

export const changesSomething = ({ action }: PlanStep): boolean => !QUIET.has(action);

export const hasChanges = ({ steps }: Plan): boolean => steps.some(changesSomething);
