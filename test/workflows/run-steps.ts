import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, fillAll, isMet, type StepContext } from './expressions.ts';
import { runScript } from './run-script.ts';
import type { Run } from './run-workflow.ts';
import type { Job, WorkflowStep } from './workflow.ts';

export interface StepEnd {
  readonly title: string;
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly log: string;
  /** Whether the job fails with it. */
  readonly isFatal: boolean;
}

/** GitHub's own files of a job, by the variables that name them, and the folder of them all. */
export interface Files {
  readonly folder: string;
  readonly GITHUB_ENV: string;
  readonly GITHUB_OUTPUT: string;
  readonly GITHUB_PATH: string;
  readonly [variable: string]: string;
}

/** Plays the steps of a job; `ended` is what expressions see after the last. */
export async function runSteps(
  run: Run,
  job: Job,
  before: Context,
  files: Files,
): Promise<{ readonly steps: readonly StepEnd[]; readonly ended: Context }> {
  const known: Record<string, StepContext> = {};
  const steps: StepEnd[] = [];
  const now = (): Context => ({
    ...before,
    steps: known,
    hasFailed: steps.some(({ isFatal }) => isFatal),
  });
  for (const step of job.steps) {
    const { outcome, log } = isMet(step.if, now())
      ? await runStep(run, { ...step, env: { ...job.env, ...step.env } }, now(), files)
      : { outcome: 'skipped' as const, log: '' };
    const outputs = takeOutputs(step, files);
    if (step.id) known[step.id] = { outcome, outputs };
    const title = step.name ?? step.run ?? step.uses ?? '';
    const isFatal = outcome === 'failure' && step['continue-on-error'] !== true;
    steps.push({ title, outcome, log, isFatal });
  }
  return { steps, ended: now() };
}

type Outcome = Pick<StepEnd, 'outcome' | 'log'>;

async function runStep(
  run: Run,
  step: WorkflowStep,
  context: Context,
  files: Files,
): Promise<Outcome> {
  if (step.run !== undefined) return runOwn(run, step, context, files);
  const [name = ''] = step.uses?.split('@') ?? [];
  const play = run.actions[name];
  if (!play) throw new Error(`No double for the action ${name}`);
  try {
    play(fillAll(step.with ?? {}, context));
    return { outcome: 'success', log: '' };
  } catch (error) {
    return { outcome: 'failure', log: String(error) };
  }
}

async function runOwn(
  { workspace, env, eventName }: Run,
  { run = '', env: own = {} }: WorkflowStep,
  context: Context,
  { folder, ...files }: Files,
): Promise<Outcome> {
  if (run.includes('${{')) throw new Error(`An expression in a script: ${run}`);
  const script = join(folder, 'step.sh');
  writeFileSync(script, run);
  const { status, log } = await runScript(script, workspace, {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_WORKSPACE: workspace,
    GITHUB_SHA: String(context.github.sha),
    GITHUB_ACTOR: String(context.github.actor),
    GITHUB_RUN_ID: String(context.github.run_id),
    GITHUB_RUN_ATTEMPT: String(context.github.run_attempt),
    ...files,
    ...env,
    ...fillAll(own, context),
  });
  return { outcome: status === 0 ? 'success' : 'failure', log };
}

/** What a step wrote for later ones: lines `name=value`, of a step with an id. */
function takeOutputs({ id, name }: WorkflowStep, files: Files): Record<string, string> {
  for (const file of [files.GITHUB_ENV, files.GITHUB_PATH]) {
    if (readFileSync(file, 'utf8') !== '')
      throw new Error('Steps that set variables are not played');
  }
  const text = readFileSync(files.GITHUB_OUTPUT, 'utf8');
  writeFileSync(files.GITHUB_OUTPUT, '');
  const lines = text.split('\n').filter(Boolean);
  if (lines.length > 0 && id === undefined)
    throw new Error(`${name} puts out values and has no id`);
  return Object.fromEntries(
    lines.map((line) => {
      const [, key, value] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      if (key === undefined || value === undefined) throw new Error(`No output: ${line}`);
      return [key, value];
    }),
  );
}
