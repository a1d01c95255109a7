import { Command, CommanderError, Option } from 'commander';
import { type ExitCode, Failure } from './diagnostics.ts';
import {
  type Format,
  formats,
  type Output,
  printDiagnostics,
  processStreams,
  type Streams,
} from './report/output.ts';
import { wantsColour } from './report/paint.ts';

const EXIT_CODES = `
Exit codes: 0 done · 1 it failed · 2 the input is wrong · 3 it works and there is a difference`;

type Work = (output: Output) => Promise<ExitCode>;
type Run = (options: { format: Format }, work: Work) => Promise<void>;

/** Runs the command line and answers with the exit code. */
export async function main(
  args: readonly string[],
  root = process.cwd(),
  streams: Streams = processStreams,
): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  let output: Output = { format: 'text', ...streams };
  const program = commands(root, streams, async ({ format }, work) => {
    output = { format, ...streams };
    exitCode = await work(output);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Failure)) return reportOurFault(streams, error);
    printDiagnostics(output, root, error.diagnostics);
    return error.exitCode;
  }
}

/** The commands. Each loads what it needs when it runs, so that `--help` loads nothing. */
function commands(root: string, { stdout, stderr }: Streams, run: Run): Command {
  const program = new Command('npx tsx generator')
    .description('Renders, checks and runs the environments of this repository.')
    .helpCommand(false)
    .addHelpText('after', EXIT_CODES)
    .configureOutput({
      writeOut: (text) => stdout(text.trimEnd()),
      writeErr: (text) => stderr(text.trimEnd()),
    })
    .exitOverride();
  const command = (usage: string, description: string, settings = {}) =>
    program.command(usage, settings).description(description).addOption(formatOption());

  command(
    'render [environments...]',
    'write rendered/ for the environments; with none named, for all (the default command)',
    { isDefault: true },
  )
    .option('--check', 'write nothing; exit 3 when files differ, are missing or are orphaned')
    .action((environments: string[], options: { check?: boolean; format: Format }) =>
      run(options, async (output) => {
        const { runRender } = await import('./commands/render.ts');
        return runRender(root, environments, { check: options.check ?? false }, output);
      }),
    );

  command(
    'validate [environments...]',
    'check config, templates and rendered files, offline',
  ).action((environments: string[], options: { format: Format }) =>
    run(options, async (output) => {
      const { runValidate } = await import('./commands/validate.ts');
      return runValidate(root, environments, output);
    }),
  );

  command('config <environment>', 'print the config after all layers').action(
    (environment: string, options: { format: Format }) =>
      run(options, async (output) => {
        const { runConfig } = await import('./commands/config.ts');
        return runConfig(root, environment, output);
      }),
  );

  command('schema', 'write environments/schema.json, which editors complete from')
    .option('--check', 'write nothing; exit 3 when the file is stale')
    .action((options: { check?: boolean; format: Format }) =>
      run(options, async (output) => {
        const { runSchema } = await import('./commands/schema.ts');
        return runSchema(root, { check: options.check ?? false }, output);
      }),
    );

  program
    .command('local')
    .description('render `local` and run the whole chain on this machine')
    .option('--raw', 'print the log lines of the services as they are')
    .action((options: { raw?: boolean }) =>
      run({ format: 'text' }, async (output) => {
        const { runRender } = await import('./commands/render.ts');
        const { runLocal } = await import('./commands/local.ts');
        runRender(root, ['local'], { check: false }, output);
        const colour = wantsColour(process.stdout);
        return runLocal({ root, raw: options.raw ?? false, colour }, output);
      }),
    );
  return program;
}

const formatOption = () =>
  new Option('--format <format>', 'how results are written').choices(formats).default('text');

function reportOurFault({ stderr }: Streams, error: unknown): ExitCode {
  const stack = error instanceof Error ? error.stack : String(error);
  stderr(
    `This is a mistake of the generator, not yours. Please report it with these lines:\n${stack}`,
  );
  return 1;
}
