import { execFileSync } from 'node:child_process';

/** Where everything begins: in Git, the tree with nothing in it. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * Files that differ between a commit and the checked out one. Where that commit is not to be had (the
 * first push of a branch names none, a forced one may name one that is gone), all files count: an
 * apply that finds nothing to do does nothing.
 */
export function listChanged(root: string, commit: string): readonly string[] {
  const base = hasCommit(root, commit) ? commit : EMPTY_TREE;
  return git(root, 'diff', '--name-only', '--no-renames', '-z', base, 'HEAD')
    .split('\0')
    .filter(Boolean);
}

function hasCommit(root: string, commit: string): boolean {
  if (!/^[0-9a-f]{40}$/.test(commit) || /^0+$/.test(commit)) return false;
  try {
    git(root, 'cat-file', '-e', `${commit}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
