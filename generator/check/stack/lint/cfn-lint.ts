import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type LintFinding, readLintOutput } from './lint-findings.ts';
import { type ProgramEnd, runProgram } from './run-program.ts';

/** Whether cfn-lint can be asked, and which one it is. */
export type Linter =
  | { readonly state: 'absent' }
  | { readonly state: 'broken'; readonly problem: string }
  | { readonly state: 'ready'; readonly version: string; readonly lint: Lint };

/** Findings of each text, in the order given, or what went wrong. */
export type Lint = (
  texts: readonly string[],
) => Promise<readonly (readonly LintFinding[])[] | { readonly problem: string }>;

export const USUAL_PROGRAM = 'cfn-lint';

/** Milliseconds. It takes a second to start and a half for each template. */
const VERSION_TIMEOUT = 20_000;
const LINT_TIMEOUT = 120_000;

/** Bits of the exit code that tell findings; any other bit is a failure (cfn-lint, "Exit codes"). */
const FINDINGS = 2 | 4 | 8;

/** Asks for the version at once, so that the answer is there when the templates are. */
export async function startLinter(program: string): Promise<Linter> {
  const end = await runProgram(program, ['--version'], { timeout: VERSION_TIMEOUT });
  if (end.end === 'absent') {
    // One that was asked for by another name is meant to be there.
    const problem = `there is no \`${program}\``;
    return program === USUAL_PROGRAM ? { state: 'absent' } : { state: 'broken', problem };
  }
  const version = end.end === 'exit' && end.code === 0 ? end.stdout.trim() : '';
  if (!version) return { state: 'broken', problem: problemOf(end) };
  return { state: 'ready', version, lint: (texts) => lint(program, texts) };
}

/** One process for all texts. The user's own settings of cfn-lint would give another answer on each machine. */
function lint(program: string, texts: readonly string[]): ReturnType<Lint> {
  return inTemporaryFolder(async (cwd) => {
    const settings = join(cwd, 'settings.yaml');
    writeFileSync(settings, '');
    const files = texts.map((text, index) => {
      const folder = join(cwd, String(index));
      mkdirSync(folder);
      writeFileSync(join(folder, 'template.yaml'), text);
      return join(folder, 'template.yaml');
    });
    const args = ['--format', 'json', '--config-file', settings, ...files];
    const end = await runProgram(program, args, { timeout: LINT_TIMEOUT });
    if (end.end !== 'exit' || end.code === null || (end.code & ~FINDINGS) !== 0) {
      return { problem: problemOf(end) };
    }
    try {
      const found = readLintOutput(end.stdout);
      return files.map((file) => found.get(file) ?? []);
    } catch {
      return { problem: 'it prints what is not a list of findings' };
    }
  });
}

function problemOf(end: ProgramEnd): string {
  if (end.end === 'late') return 'it takes too long';
  if (end.end === 'absent') return 'it is gone';
  const lines = end.stderr.trim().split('\n');
  return `it ends with ${end.code ?? 'a signal'}${lines.at(-1) ? `: ${lines.at(-1)}` : ''}`;
}
