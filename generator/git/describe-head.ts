import { runGit } from './run-git.ts';

/** The commit that a folder was checked out from. */
export interface Head {
  /** Full id. */
  readonly commit: string;
  /** Whether files of the folder differ from it. */
  readonly isChanged: boolean;
}

/** Nothing outside a Git repository, or before its first commit. */
export function describeHead(root: string, folder: string): Head | undefined {
  const { isOk, stdout } = runGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (!isOk) return undefined;
  const status = runGit(root, ['status', '--porcelain', '--', folder]);
  return { commit: stdout.toString().trim(), isChanged: status.stdout.length > 0 };
}
