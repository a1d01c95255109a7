import { main } from '../../generator/cli.ts';

/** Runs a command line in this process, as if it were typed in a folder. */
export async function runMain(cwd: string, ...args: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await main(args, cwd, {
    stdout: (text) => out.push(text),
    stderr: (text) => errors.push(text),
  });
  return { code, stdout: out.join('\n'), stderr: errors.join('\n') };
}
