import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, fill, fillAll, isMet, readValue } from './expressions.ts';
import { runSteps, type StepEnd } from './run-steps.ts';
import { type Job, readWorkflow } from './workflow.ts';

/** A run to play: as GitHub would, but for the actions, which are played by a table. */
export interface Run {
  readonly workflow: string;
  readonly eventName: string;
  readonly event: unknown;
  /** The commit that it runs on. */
  readonly sha?: string;
  /** Where the steps run; the checkout of the jobs, which are played one after the other. */
  readonly workspace: string;
  /** An empty folder of this run for `RUNNER_TEMP` and GitHub's own files. */
  readonly folder: string;
  /** `uses:` without its commit → what is done; it throws where the action would fail. */
  readonly actions: Readonly<Record<string, (given: Given) => void>>;
  /** What is set besides what the run itself sets. */
  readonly env: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

export type Given = Readonly<Record<string, string>>;

type Conclusion = 'success' | 'failure' | 'skipped';

export interface Ended {
  readonly conclusion: Conclusion;
  readonly jobs: readonly JobEnd[];
  /** Of all jobs. */
  readonly steps: readonly StepEnd[];
  readonly summary: string;
}

export interface JobEnd {
  readonly id: string;
  /** The GitHub Environment whose rules say who approves. */
  readonly environment?: string;
  readonly conclusion: Conclusion;
  readonly steps: readonly StepEnd[];
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The token that the steps get. */
export const TOKEN = 'token-of-the-run';

/** Plays the jobs of a workflow in the order in which they stand, each row of a matrix by itself. */
export async function runWorkflow(run: Run): Promise<Ended> {
  const workflow = readWorkflow(run.workflow);
  if (workflow.defaults?.run?.shell !== 'bash') throw new Error('Only bash is played');
  const jobs: JobEnd[] = [];
  for (const [id, own] of Object.entries(workflow.jobs)) {
    const job = { ...own, env: { ...workflow.env, ...own.env } };
    for (const matrix of rowsOf(job, contextOf(run, job, jobs))) {
      const others = jobs.filter((other) => other.id === id);
      const isStopped = others.some(({ conclusion }) => conclusion === 'failure');
      const isSkipped = isStopped && job.strategy?.['fail-fast'] !== false;
      jobs.push(isSkipped ? skipped(id) : await runJob(run, { id, job, matrix, jobs }));
    }
  }
  return {
    conclusion: worstOf(jobs.map(({ conclusion }) => conclusion)),
    jobs,
    steps: jobs.flatMap(({ steps }) => steps),
    summary: jobs.map(({ summary }) => summary).join(''),
  };
}

interface Row {
  readonly id: string;
  readonly job: Job;
  readonly matrix: Readonly<Record<string, unknown>>;
  /** Those that were played before. */
  readonly jobs: readonly JobEnd[];
}

/** One row where there is no matrix, and where the job that makes it did not run. */
function rowsOf({ strategy, if: condition }: Job, context: Context) {
  const include = strategy?.matrix?.include;
  if (include === undefined || !isMet(condition, context)) return [{}];
  return readValue(include, context) as Readonly<Record<string, unknown>>[];
}

async function runJob(run: Run, { id, job, matrix, jobs }: Row): Promise<JobEnd> {
  const context: Context = { ...contextOf(run, job, jobs), matrix };
  if (!isMet(job.if, context)) return skipped(id);
  const folder = join(run.folder, `job-${jobs.length}`);
  mkdirSync(folder);
  const files = makeFiles(folder, run.event);
  const runner = { ...context.runner, temp: files.RUNNER_TEMP };
  const { steps, ended } = await runSteps(run, job, { ...context, runner }, { folder, ...files });
  const name = typeof job.environment === 'object' ? job.environment.name : job.environment;
  return {
    id,
    ...(name !== undefined && { environment: fill(name, context) }),
    conclusion: ended.hasFailed ? 'failure' : 'success',
    steps,
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    // After a failure some of them are missing, and no job asks.
    outputs: ended.hasFailed ? {} : fillAll(job.outputs ?? {}, ended),
  };
}

const skipped = (id: string): JobEnd => ({
  id,
  conclusion: 'skipped',
  steps: [],
  summary: '',
  outputs: {},
});

function contextOf(run: Run, { needs = [] }: Job, jobs: readonly JobEnd[]): Context {
  const needed = jobs.filter(({ id }) => [needs].flat().includes(id));
  return {
    github: {
      event: run.event,
      event_name: run.eventName,
      token: TOKEN,
      ref_name: 'main',
      run_id: '4711',
      run_attempt: '1',
      sha: run.sha ?? '5'.repeat(40),
      actor: 'octocat',
    },
    runner: { temp: run.folder },
    matrix: {},
    needs: Object.fromEntries([needs].flat().map((id) => [id, resultOf(id, needed)])),
    steps: {},
    inputs: run.inputs ?? {},
    vars: run.vars ?? {},
    secrets: run.secrets ?? {},
    hasFailed: needed.some(({ conclusion }) => conclusion !== 'success'),
  };
}

/** What the rows of a job are to those that need it. */
function resultOf(id: string, jobs: readonly JobEnd[]) {
  const rows = jobs.filter((job) => job.id === id);
  const ends = rows.map(({ conclusion }) => conclusion);
  const outputs = Object.assign({}, ...rows.map((row) => row.outputs));
  return { result: worstOf(ends), outputs };
}

const worstOf = (ends: readonly Conclusion[]): Conclusion =>
  ends.includes('failure') ? 'failure' : ends.includes('success') ? 'success' : 'skipped';

/** The files by which a step talks with GitHub, and its temporary folder. */
function makeFiles(folder: string, event: unknown) {
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
