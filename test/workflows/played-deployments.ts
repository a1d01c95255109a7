import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import type { TestContext } from 'node:test';
import { repository } from '../support/scratch.ts';
import { type GitHubDouble, startGitHub } from './github-double.ts';
import { environment } from './played-runs.ts';
import { type Ended, type Given, type Run, runWorkflow } from './run-workflow.ts';
import { makeRemote, type Pushed, type Remote } from './scratch-remote.ts';
import { makeShims, type Shim } from './shims.ts';

/** Why a workflow runs, and what stands between its steps and AWS. */
export interface Start {
  readonly eventName: 'push' | 'workflow_dispatch' | 'schedule';
  /** Of a push; the commit before it is in the event. */
  readonly pushed?: Pushed;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Answers in place of commands; none where AWS is reached by `env`. */
  readonly shims?: readonly Shim[];
  /** Such as `AWS_ENDPOINT_URL`, and the credentials that taking a role would set. */
  readonly env?: Readonly<Record<string, string>>;
}

export type Played = Ended & {
  /** Everything that the steps printed, below their titles. */
  readonly log: string;
  /** Those that stand-ins answered. */
  readonly calls: readonly string[];
  /** As whom and where AWS was called, in this order. */
  readonly roles: readonly Given[];
};

/** The workflows that run on `main`, played with one repository and one checkout. */
export interface DeploymentPlayer {
  readonly remote: Remote;
  readonly github: GitHubDouble;
  readonly workspace: string;
  /** Folder of what a run kept, by the name of the artifact. */
  readonly artifact: (name: string) => string;
  /** The manifest of an environment as `main` has it. */
  readonly manifest: (environment: string) => Record<string, unknown>;
  readonly play: (workflow: string, start: Start) => Promise<Played>;
}

export async function startDeploymentPlayer(t: TestContext): Promise<DeploymentPlayer> {
  const root = mkdtempSync(join(tmpdir(), 'deployment-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const [origin, workspace] = [join(root, 'remote'), join(root, 'workspace')];
  for (const folder of [origin, workspace]) mkdirSync(folder);
  const remote = makeRemote(origin);
  const github = await startGitHub(t);
  const artifact = (name: string) => join(root, 'artifacts', name);

  async function play(workflow: string, start: Start): Promise<Played> {
    const folder = mkdtempSync(join(root, 'run-'));
    rmSync(join(root, 'artifacts'), { recursive: true, force: true });
    const shims = makeShims(folder, true, [...(start.shims ?? []), ...GH]);
    const roles: Given[] = [];
    const run: Run = {
      workflow: `.github/workflows/${workflow}`,
      eventName: start.eventName,
      event: eventOf(start),
      ...(start.pushed && { sha: start.pushed.after }),
      workspace,
      folder,
      inputs: start.inputs ?? {},
      vars: start.vars ?? {},
      secrets: start.secrets ?? {},
      actions: {
        'actions/checkout': () => checkOut(remote, workspace, start.pushed?.after),
        'actions/setup-node': () => undefined,
        'actions/upload-artifact': (given) => keep(given, artifact(given.name ?? '')),
        'actions/download-artifact': ({ pattern = '', path = '' }) =>
          fetchAll(join(root, 'artifacts'), pattern, path),
        'aws-actions/configure-aws-credentials': (given) => void roles.push(given),
      },
      env: { ...environment(shims.path, github.url), ...start.env },
    };
    const ended = await runWorkflow(run);
    const calls = readFileSync(shims.calls, 'utf8').replaceAll(folder, '…').split('\n');
    const log = ended.steps.map((step) => `${step.title}\n${step.log}`).join('\n');
    return { ...ended, log, calls: calls.filter(Boolean), roles };
  }

  const manifest = (name: string) =>
    JSON.parse(remote.git('show', `main:environments/${name}/rendered/manifest.json`));
  return { remote, github, workspace, artifact, manifest, play };
}

/** GitHub's own program; its calls are written down, and it finds no pull request. */
const GH: readonly Shim[] = [{ tool: 'gh', when: '*', answer: 'exit 0' }];

/** Packages are those of this repository; a link, where `npm ci` would make a folder. */
function checkOut(remote: Remote, workspace: string, commit: string | undefined): void {
  remote.checkOutMain(workspace, commit);
  if (existsSync(join(workspace, 'node_modules'))) return;
  symlinkSync(join(repository, 'node_modules'), join(workspace, 'node_modules'));
  appendFileSync(join(workspace, '.git/info/exclude'), 'node_modules\n');
}

/** What is not there makes the action fail, unless the workflow says otherwise. */
function keep({ path = '', 'if-no-files-found': missing }: Given, to: string): void {
  if (!existsSync(path) && missing === 'ignore') return;
  rmSync(to, { recursive: true, force: true });
  cpSync(path, to, { recursive: true });
}

/** All artifacts of a run whose names match, in one folder. */
function fetchAll(artifacts: string, pattern: string, to: string): void {
  for (const name of existsSync(artifacts) ? readdirSync(artifacts) : []) {
    if (matchesGlob(name, pattern)) cpSync(join(artifacts, name), to, { recursive: true });
  }
}

/** A schedule's event is not said to have the repository, so nothing may ask it. */
const eventOf = ({ eventName, pushed, inputs }: Start) => ({
  ...(eventName !== 'schedule' && { repository: { default_branch: 'main' } }),
  ...(eventName === 'push' && { ref: 'refs/heads/main', ...pushed }),
  ...(inputs && { inputs }),
});
