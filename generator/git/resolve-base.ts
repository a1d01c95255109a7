import { type Diagnostic, Failure } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import { runGit } from './run-git.ts';

/** What a change is compared with. */
export interface Base {
  /** As it was asked for. */
  readonly ref: string;
  /** Full id of the commit. */
  readonly commit: string;
}

const MAIN = 'origin/main';

/**
 * The commit behind a name. Without a name it is where this branch left `origin/main`, so that what
 * others did there since is not taken for a change of ours.
 *
 * @throws {Failure} `git/repository`, or `git/base` with how to name a commit that is there
 */
export function resolveBase(root: string, ref: string | undefined): Base {
  if (!runGit(root, ['rev-parse', '--git-dir']).isOk) throw new Failure([noRepository()]);
  if (ref !== undefined) return { ref, commit: commitOf(root, ref) };
  commitOf(root, MAIN);
  const { isOk, stdout } = runGit(root, ['merge-base', MAIN, 'HEAD']);
  if (!isOk)
    throw new Failure([noBase(`this branch and ${MAIN} have no commit in common`, DEEPEN)]);
  return { ref: `merge base with ${MAIN}`, commit: stdout.toString().trim() };
}

const DEEPEN =
  'fetch the history (`git fetch --unshallow`, or `fetch-depth: 0` in a workflow), or name another commit with `--base`';

function commitOf(root: string, ref: string): string {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const { isOk, stdout } = runGit(root, args);
  if (isOk) return stdout.toString().trim();
  throw new Failure([noBase(`there is no commit \`${ref}\` in this clone`, hintFor(root, ref))]);
}

function hintFor(root: string, ref: string): string {
  if (ref === MAIN) return `fetch it (\`git fetch origin main\`), or name a commit with \`--base\``;
  const { stdout } = runGit(root, ['for-each-ref', '--format=%(refname:short)']);
  const isShallow = runGit(root, ['rev-parse', '--is-shallow-repository']).stdout.toString();
  return isShallow.startsWith('true')
    ? DEEPEN
    : hintFrom(ref, stdout.toString().split('\n').filter(Boolean));
}

const noBase = (message: string, hint: string): Diagnostic => ({
  code: 'git/base',
  severity: 'error',
  message,
  hint,
});

const noRepository = (): Diagnostic => ({
  code: 'git/repository',
  severity: 'error',
  message: 'this folder is not in a Git repository',
  hint: '`diff` compares with a commit; run it in a clone',
});
