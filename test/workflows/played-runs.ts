import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { repository } from '../support/scratch.ts';
import { type GitHubDouble, startGitHub } from './github-double.ts';
import { type Ended, type Given, runWorkflow } from './run-workflow.ts';
import { type Edit, makeRemote } from './scratch-remote.ts';
import { makeShims } from './shims.ts';

/** A pull request, as its events tell it. */
export interface Opened {
  readonly number: number;
  readonly headSha: string;
  readonly headRepository: string;
  readonly branch: string;
}

/** Both workflows of a pull request, played one after the other with one GitHub and one checkout. */
export interface Player {
  readonly github: GitHubDouble;
  /** The folder that the first run leaves as artifact; a test may forge it. */
  readonly artifact: string;
  readonly workspace: string;
  /** Plays the first workflow on a change. `calls` are those that stand-ins answered. */
  readonly check: (edit: Edit, opened: Opened) => Promise<Ended & { readonly calls: string[] }>;
  /** Plays the first workflow on a push to main. */
  readonly checkMain: () => Promise<Ended>;
  /** Plays the second. */
  readonly comment: (opened: Opened, conclusion?: string) => Promise<Ended>;
}

const CHECK = '.github/workflows/pull-request.yaml';
const COMMENT = '.github/workflows/pull-request-comment.yaml';

export async function startPlayer(t: TestContext): Promise<Player> {
  const root = mkdtempSync(join(tmpdir(), 'workflow-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const [artifact, workspace] = [join(root, 'artifact'), join(root, 'workspace')];
  mkdirSync(join(root, 'remote'));
  const remote = makeRemote(join(root, 'remote'));
  const github = await startGitHub(t);

  async function play(workflow: string, eventName: string, event: object) {
    const folder = mkdtempSync(join(root, 'run-'));
    const shims = makeShims(folder, existsSync(join(workspace, 'node_modules')));
    // The second workflow runs the default branch's code, which is that of this working tree.
    const cwd = workflow === CHECK ? workspace : repository;
    const actions = {
      'actions/checkout': () => cwd === workspace && remote.checkOut(workspace),
      'actions/setup-node': () => undefined,
      'actions/upload-artifact': ({ path = '' }: Given) => copy(path, artifact),
      'actions/download-artifact': ({ path = '' }: Given) => copy(artifact, path),
    };
    const env = environment(shims.path, github.url);
    const run = { workflow, eventName, event, workspace: cwd, folder, actions, env };
    const ended = await runWorkflow(run);
    const calls = readFileSync(shims.calls, 'utf8').replaceAll(folder, '…').split('\n');
    return { ...ended, calls: calls.filter(Boolean) };
  }

  return {
    github,
    artifact,
    workspace,
    check: (edit, opened) => {
      remote.change(edit);
      return play(CHECK, 'pull_request', pullRequestEvent(opened));
    },
    checkMain: () => play(CHECK, 'push', { ref: 'refs/heads/main' }),
    comment: (opened, conclusion = 'success') =>
      play(COMMENT, 'workflow_run', workflowRunEvent(opened, conclusion)),
  };
}

/** What is not there makes both actions of artifacts fail. */
function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

/** How this machine reaches a registry of packages. Nothing of it is a credential. */
const PASSED = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'HTTPS_PROXY', 'NO_PROXY'];

const reach = (): Record<string, string> =>
  Object.fromEntries(
    PASSED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** What GitHub sets besides, and what npm needs to find what it fetched before. */
export const environment = (path: string, url: string) => ({
  ...reach(),
  PATH: path,
  HOME: homedir(),
  TMPDIR: tmpdir(),
  npm_config_prefer_offline: 'true',
  GITHUB_API_URL: url,
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'o/r',
});

const pullRequestEvent = ({ number, headSha, headRepository, branch }: Opened) => ({
  action: 'synchronize',
  number,
  pull_request: {
    number,
    title: '$(touch pwned) `touch pwned`',
    head: { sha: headSha, ref: branch, repo: { full_name: headRepository } },
    base: { ref: 'main', repo: { full_name: 'o/r' } },
  },
});

const workflowRunEvent = ({ headSha, headRepository, branch }: Opened, conclusion: string) => ({
  action: 'completed',
  workflow_run: {
    id: 4711,
    event: 'pull_request',
    conclusion,
    head_sha: headSha,
    head_branch: branch,
    head_repository: { full_name: headRepository },
    pull_requests: [],
  },
});
