import { spawnSync } from 'node:child_process';
import { type Diagnostic, Failure } from '../diagnostics.ts';

/** Far more than reading a large repository takes, so that nothing waits for ever. */
const LIMIT_MS = 60_000;
const MOST_BYTES = 1024 ** 3;

/** How a run of Git ended. */
export interface GitEnd {
  readonly isOk: boolean;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs Git in a folder. It writes nothing there and asks no network, also where the clone is partial.
 *
 * @throws {Failure} `git/missing` where there is no Git, or it does not end
 */
export function runGit(root: string, args: readonly string[], input = ''): GitEnd {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: root,
    input,
    timeout: LIMIT_MS,
    maxBuffer: MOST_BYTES,
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' },
  });
  if (error) throw new Failure([missing(error)], 1);
  return { isOk: status === 0, stdout, stderr: stderr.toString().trim() };
}

const missing = ({ message }: Error): Diagnostic => ({
  code: 'git/missing',
  severity: 'error',
  message: `Git can’t be run (${message})`,
  hint: 'what is committed is read with Git; install it',
});
