import { spawnSync } from 'node:child_process';
import type { TestContext } from 'node:test';

/**
 * Runs a tool that a user's machine may lack. Without it the test is skipped loudly; with `CI=true`
 * it fails, because a check that does not run there checks nothing.
 */
export function runTool(
  t: TestContext,
  probe: readonly [string, ...string[]],
  command: readonly [string, ...string[]],
  input = '',
): string | undefined {
  const [tool, ...args] = probe;
  if (spawnSync(tool, args, { stdio: 'ignore' }).status !== 0) {
    const reason = `${probe.join(' ')} does not work on this machine`;
    if (process.env.CI === 'true') throw new Error(reason);
    t.skip(`NOT CHECKED: ${reason}`);
    return undefined;
  }
  const [program, ...given] = command;
  const { status, stdout, stderr } = spawnSync(program, given, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ends with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
