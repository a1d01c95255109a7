import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository, runGenerator } from '../support/scratch.ts';

/** A repository that a runner clones: `main`, and the commit that merging a pull request would make. */
export interface Remote {
  /** Makes a pull request that edits one file, and renders it unless told otherwise. */
  readonly change: (edit: Edit) => void;
  /** Checks the merge out as GitHub's action does with `fetch-depth: 2`; what is ignored stays. */
  readonly checkOut: (workspace: string) => void;
  /** Changes files on `main` (nothing instead of a text removes one); says both commits. */
  readonly push: (files: Readonly<Record<string, string | undefined>>) => Pushed;
  /** Checks a commit of `main` out, with its history. */
  readonly checkOutMain: (workspace: string, commit?: string) => void;
  readonly git: (...args: string[]) => string;
}

export interface Pushed {
  readonly before: string;
  readonly after: string;
}

export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly isRendered?: false;
}

/** From the working tree, so that what is not yet committed is tested too. */
export function makeRemote(root: string): Remote {
  copyWorkingTree(root);
  const git = (...args: string[]) => runGit(root, args);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Base');
  const head = () => git('rev-parse', 'main').trim();
  return {
    git,
    push: (files) => {
      const before = head();
      git('checkout', '--quiet', '--force', 'main');
      for (const [file, text] of Object.entries(files)) {
        if (text === undefined) rmSync(join(root, file));
        else writeFileSync(join(root, file), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message=Push');
      // A runner pushes to this repository, so no branch of it may be checked out.
      git('checkout', '--quiet', '--detach');
      return { before, after: head() };
    },
    checkOutMain: (workspace, commit = head()) => {
      if (!existsSync(join(workspace, '.git'))) {
        runGit(root, ['clone', '--quiet', '--branch=main', `file://${root}`, workspace]);
      }
      runGit(workspace, ['fetch', '--quiet', 'origin', 'main']);
      runGit(workspace, ['checkout', '--quiet', '--force', '--detach', commit]);
      runGit(workspace, ['clean', '--quiet', '--force', '-d']);
    },
    change: ({ file, from, to, isRendered = true }) => {
      git('checkout', '--quiet', '--force', '-B', 'topic', 'main');
      const text = readFileSync(join(root, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(join(root, file), text.replace(from, to));
      const { code, stderr } = isRendered ? runGenerator(root, []) : { code: 0, stderr: '' };
      if (code !== 0) throw new Error(stderr);
      git('add', '--all');
      git('commit', '--quiet', '--message=Change');
      git('checkout', '--quiet', '-B', 'merge', 'main');
      git('merge', '--quiet', '--no-ff', '--message=Merge', 'topic');
    },
    checkOut: (workspace) => {
      const url = `file://${root}`;
      const clone = ['clone', '--quiet', '--depth=2', '--branch=merge', url, workspace];
      if (!existsSync(workspace)) return void runGit(root, clone);
      runGit(workspace, ['fetch', '--quiet', '--depth=2', url, 'merge']);
      runGit(workspace, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
    },
  };
}

function copyWorkingTree(root: string): void {
  const which = ['--cached', '--others', '--exclude-standard'];
  const files = runGit(repository, ['ls-files', '-z', ...which]).split('\0');
  for (const file of new Set(files.filter((name) => existsSync(join(repository, name))))) {
    if (file === '') continue;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(join(repository, file), join(root, file));
  }
}

function runGit(cwd: string, args: readonly string[]): string {
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'Someone',
    GIT_AUTHOR_EMAIL: 'someone@example.com',
    GIT_COMMITTER_NAME: 'Someone',
    GIT_COMMITTER_EMAIL: 'someone@example.com',
  };
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', maxBuffer: 1024 ** 3 });
}
