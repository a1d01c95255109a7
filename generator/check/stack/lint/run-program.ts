import { spawn } from 'node:child_process';

/** How a program ended. `absent`: there is no such program. */
export type ProgramEnd =
  | { readonly end: 'absent' }
  | { readonly end: 'late' }
  | {
      readonly end: 'exit';
      readonly code: number | null;
      readonly stdout: string;
      readonly stderr: string;
    };

/** A shell's answer, also a version manager's, when a name leads to no program. */
const NOT_FOUND = 127;

/** Runs a program to its end, for at most as long as given (ms). Never throws. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, timeout }: { readonly cwd?: string; readonly timeout: number },
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd && { cwd }),
    });
    const texts = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        texts[stream] += text;
      });
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open for as long as it likes.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ end: 'late' });
    }, timeout);
    const end = (how: ProgramEnd) => {
      clearTimeout(timer);
      resolve(how);
    };
    child.on('error', () => end({ end: 'absent' }));
    child.on('close', (code) =>
      end(code === NOT_FOUND ? { end: 'absent' } : { end: 'exit', code, ...texts }),
    );
  });
}
