import { spawn } from 'node:child_process';

export interface ScriptEnd {
  readonly status: number | null;
  /** Both outputs, in the order in which they came. */
  readonly log: string;
}

/**
 * Runs a file as GitHub runs `shell: bash`: `bash --noprofile --norc -eo pipefail FILE`, with no other
 * environment than given. Asynchronous, since a double of GitHub answers from this very process.
 */
export function runScript(
  file: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ScriptEnd> {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
    cwd,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<ScriptEnd>();
  child.on('error', reject).on('close', (status) => resolve({ status, log }));
  return promise;
}
