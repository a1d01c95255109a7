import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, fill, isMet } from './expressions.ts';
import { runScript } from './run-script.ts';
import { type Job, readWorkflow, type WorkflowStep } from './workflow.ts';

/** A run to play: as GitHub would, but for the actions, which are played by a table. */
export interface Run {
  readonly workflow: string;
  readonly eventName: string;
  readonly event: unknown;
  /** Where the steps run; the checkout of the job. */
  readonly workspace: string;
  /** An empty folder of this run for `RUNNER_TEMP` and GitHub's own files. */
  readonly folder: string;
  /** `uses:` without its commit → what is done; it throws where the action would fail. */
  readonly actions: Readonly<Record<string, (given: Given) => void>>;
  /** What is set besides what the run itself sets. */
  readonly env: Readonly<Record<string, string>>;
}

export type Given = Readonly<Record<string, string>>;

export interface Ended {
  readonly conclusion: 'success' | 'failure' | 'skipped';
  readonly steps: readonly StepEnd[];
  readonly summary: string;
}

export interface StepEnd {
  readonly title: string;
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly log: string;
  /** Whether the job fails with it. */
  readonly isFatal: boolean;
}

/** The token that the steps get. */
export const TOKEN = 'token-of-the-run';

/** Plays the only job of a workflow. */
export async function runWorkflow(run: Run): Promise<Ended> {
  const workflow = readWorkflow(run.workflow);
  const [job, ...others] = Object.values(workflow.jobs);
  if (!job || others.length > 0) throw new Error('One job is played, no more');
  if (workflow.defaults?.run?.shell !== 'bash') throw new Error('Only bash is played');
  const files = makeFiles(run);
  const steps = await runSteps(run, job, files);
  if (!steps) return { conclusion: 'skipped', steps: [], summary: '' };
  const hasFailed = steps.some(({ isFatal }) => isFatal);
  const summary = readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
  return { conclusion: hasFailed ? 'failure' : 'success', steps, summary };
}

async function runSteps(run: Run, job: Job, files: Files): Promise<StepEnd[] | undefined> {
  const outcomes: Record<string, string> = {};
  const ends: StepEnd[] = [];
  const now = (): Context => ({
    eventName: run.eventName,
    event: run.event,
    runnerTemp: files.RUNNER_TEMP,
    token: TOKEN,
    outcomes,
    hasFailed: ends.some(({ isFatal }) => isFatal),
  });
  if (!isMet(job.if, now())) return undefined;
  for (const step of job.steps) {
    const { outcome, log } = isMet(step.if, now())
      ? await runStep(run, step, now(), files)
      : { outcome: 'skipped' as const, log: '' };
    if (step.id) outcomes[step.id] = outcome;
    const title = step.name ?? step.run ?? step.uses ?? '';
    const isFatal = outcome === 'failure' && step['continue-on-error'] !== true;
    ends.push({ title, outcome, log, isFatal });
  }
  return ends;
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
  { workspace, env, eventName, folder }: Run,
  { run = '', env: own = {} }: WorkflowStep,
  context: Context,
  files: Files,
): Promise<Outcome> {
  if (run.includes('${{')) throw new Error(`An expression in a script: ${run}`);
  const script = join(folder, 'step.sh');
  writeFileSync(script, run);
  const { status, log } = await runScript(script, workspace, {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_WORKSPACE: workspace,
    ...files,
    ...env,
    ...fillAll(own, context),
  });
  for (const file of [files.GITHUB_ENV, files.GITHUB_OUTPUT, files.GITHUB_PATH]) {
    if (readFileSync(file, 'utf8') !== '') throw new Error('Steps that set values are not played');
  }
  return { outcome: status === 0 ? 'success' : 'failure', log };
}

const fillAll = (values: Readonly<Record<string, unknown>>, context: Context) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fill(String(value), context)]),
  );

type Files = ReturnType<typeof makeFiles>;

/** The files by which a step talks with GitHub, and its temporary folder. */
function makeFiles({ folder, event }: Run) {
  const make = (name: string, text = '') => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  mkdirSync(join(folder, 'temp'));
  return {
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_EVENT_PATH: make('event.json', JSON.stringify(event)),
    GITHUB_STEP_SUMMARY: make('summary.md'),
    GITHUB_ENV: make('env'),
    GITHUB_OUTPUT: make('output'),
    GITHUB_PATH: make('path'),
  };
}
