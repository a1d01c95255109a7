import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { addDeployCommands } from './cli-deploy.ts';
import {
  type ConfigOptions,
  type DiffCommand,
  type DryRunCommand,
  formatOption,
  type NewCommand,
  numberOption,
  outOption,
  type ProbeCommand,
  type RenderCommand,
  reportFormatOption,
  type SettingOptions,
  setOption,
  type ValidateCommand,
} from './cli-options.ts';
import { findRoot } from './commands/find-root.ts';
import type { AwsOptions } from './deploy/aws/aws.ts';
import { type ExitCode, Failure } from './diagnostics.ts';
import { RISKS } from './diff/entry.ts';
import {
  type Format,
  type Output,
  printDiagnostics,
  processStreams,
  type Streams,
} from './report/output.ts';
import { wantsColour } from './report/paint.ts';
import { TIERS } from './rules/promotion.ts';

const EXIT_CODES = `
Exit codes: 0 done · 1 it failed · 2 the input is wrong · 3 it works and there is a difference`;

/** The repository, and the folder in which the command was typed. */
interface Places {
  readonly root: string;
  readonly cwd: string;
  readonly aws?: AwsOptions | undefined;
}

type Work = (output: Output) => Promise<ExitCode>;
type Run = (options: SettingOptions, work: Work) => Promise<void>;

/**
 * Runs the command line and answers with the exit code.
 *
 * @param aws how AWS is called, for tests that count calls and make waits short
 */
export async function main(
  args: readonly string[],
  cwd = process.cwd(),
  streams: Streams = processStreams,
  aws?: AwsOptions,
): Promise<ExitCode> {
  const root = findRoot(cwd);
  let exitCode: ExitCode = 0;
  let output: Output = { format: 'text', ...streams };
  const program = commands({ root, cwd, aws }, streams, async ({ format, set = [] }, work) => {
    output = { format, settings: set, ...streams };
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
function commands({ root, cwd, aws }: Places, { stdout, stderr }: Streams, run: Run): Command {
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
  const reporting = (usage: string, description: string) =>
    program.command(usage).description(description).addOption(reportFormatOption());

  command(
    'render [environments...]',
    'write rendered/ for the environments; with none named, for all (the default command)',
    { isDefault: true },
  )
    .option('--check', 'write nothing; exit 3 when files differ, are missing or are orphaned')
    .addOption(outOption())
    .addOption(setOption())
    .action((environments: string[], options: RenderCommand) =>
      run(options, async (output) => {
        const { runRender, runRenderCheck } = await import('./commands/render.ts');
        const { check, set: settings = [] } = options;
        const out = options.out === undefined ? undefined : resolve(cwd, options.out);
        // With values set, nothing can be as committed; rendering says what they need.
        if (check && settings.length === 0) return runRenderCheck(root, environments, output);
        return runRender(root, environments, { out, settings }, output);
      }),
    );

  command('validate [environments...]', 'check config, templates and rendered files, offline')
    .option('--show-suppressed', 'list the findings of policies that templates suppress')
    .option('--cfn-lint <program>', 'the cfn-lint to use, when it is installed', 'cfn-lint')
    .option('--no-cfn-lint', 'leave cfn-lint out')
    .option('--no-cache', 'check again what was checked before; with `CI` set this is always so')
    .action((environments: string[], options: ValidateCommand) =>
      run(options, async (output) => {
        const { runValidate } = await import('./commands/validate.ts');
        const { cfnLint, showSuppressed = false } = options;
        const cache = options.cache && !process.env.CI;
        return runValidate(root, environments, { cfnLint, cache, showSuppressed }, output);
      }),
    );

  reporting(
    'diff [environments...]',
    'say what the rendered files do that those of a commit do not: what is replaced, restarted, opened',
  )
    .option('--base <commit>', 'what to compare with (default: where the branch left origin/main)')
    .option('--exit-code', 'exit 3 when anything changes')
    .addOption(
      new Option('--fail-on <risk>', 'exit 3 when the risk is this or greater').choices(RISKS),
    )
    .addOption(
      new Option(
        '--out <folder>',
        'write the comments of a pull request as <folder>/1.md, 2.md …; with --format markdown',
      ),
    )
    .action((environments: string[], options: DiffCommand) =>
      run(options, async (output) => {
        const { runDiff } = await import('./commands/diff.ts');
        const out = options.out === undefined ? undefined : resolve(cwd, options.out);
        return runDiff(root, environments, { ...options, out }, output);
      }),
    );

  reporting('cost [environments...]', 'say what the environments cost a month, offline').action(
    (environments: string[], options: { format: Format }) =>
      run(options, async (output) => {
        const { runCost } = await import('./commands/cost.ts');
        return runCost(root, environments, output);
      }),
  );

  command('config <environment>', 'print the config after all layers')
    .option('--explain', 'say of each value which line set it and what that replaced')
    .addOption(setOption())
    .action((environment: string, options: ConfigOptions) =>
      run(options, async (output) => {
        const { runConfig } = await import('./commands/config.ts');
        const { explain = false, set = [] } = options;
        return runConfig(root, environment, { explain, settings: set }, output);
      }),
    );

  command(
    'explain [file:line]',
    'say which template line and config lines are behind a line of a rendered file',
  ).action((place: string | undefined, options: { format: Format }) =>
    run(options, async (output) => {
      const { runExplain } = await import('./commands/explain.ts');
      return runExplain(root, place, output);
    }),
  );

  reporting('graph [environments...]', 'draw who reaches whom, as Mermaid').action(
    (environments: string[], options: { format: Format }) =>
      run(options, async (output) => {
        const { runGraph } = await import('./commands/graph.ts');
        return runGraph(root, environments, output);
      }),
  );

  command('promote <from> <to>', 'copy image digests into the config of the next environment')
    .option('--dry-run', 'write nothing; show what would change')
    .action((from: string, to: string, options: DryRunCommand) =>
      run(options, async (output) => {
        const { runPromote } = await import('./commands/promote.ts');
        return runPromote(root, { from, to, isDryRun: options.dryRun ?? false }, output);
      }),
    );

  command(
    'set-image <environment> <image...>',
    'set image digests, each <service>=<digest>, in the config of an environment',
  )
    .option('--dry-run', 'write nothing; show what would change')
    .action((environment: string, images: string[], options: DryRunCommand) =>
      run(options, async (output) => {
        const { runSetImage } = await import('./commands/set-image.ts');
        const isDryRun = options.dryRun ?? false;
        return runSetImage(root, { environment, images, isDryRun }, output);
      }),
    );

  command('new <environment>', 'make an environment from the config of another')
    .requiredOption('--from <environment>', 'the environment that it is a copy of')
    .option('--cidr <range>', 'range of its VPC (default: the next free one of the same size)')
    .option('--account <id>', 'AWS account (default: as in the other)')
    .option('--region <region>', 'AWS Region (default: as in the other)')
    .addOption(
      new Option('--tier <tier>', 'how careful to be (default: as in the other)').choices(TIERS),
    )
    .option('--promotes-from <environment>', 'environment whose images are promoted to it')
    .action((name: string, options: NewCommand) =>
      run(options, async (output) => {
        const { runNew } = await import('./commands/new.ts');
        const { format, from, ...given } = options;
        return runNew(root, name, from, given, output);
      }),
    );

  command('probe <url>', 'say what an MCP client sees of a server: DNS, TLS, HTTP, MCP, each timed')
    .option('--contract <file>', 'hold the tools against a contract, such as a rendered one')
    .option('--tool <name>', 'also call a tool')
    .option('--arguments <json>', 'what the tool is called with (default: nothing)')
    .option('--token-variable <name>', 'environment variable with a bearer token', 'MCP_TOKEN')
    .addOption(numberOption('--timeout <seconds>', 'give up after these', 30))
    .addOption(numberOption('--min-days <days>', 'warn when a certificate ends sooner', 21))
    .action((url: string, options: ProbeCommand) =>
      run(options, async (output) => {
        const { runProbe } = await import('./commands/probe.ts');
        return runProbe({ root, cwd, env: process.env }, url, options, output);
      }),
    );

  command(
    'schema',
    'write environments/schema.json, for editors, and the references in docs/guides/',
  )
    .option('--check', 'write nothing; exit 3 when a file is stale')
    .action((options: { check?: boolean; format: Format }) =>
      run(options, async (output) => {
        const { runSchema } = await import('./commands/schema.ts');
        return runSchema(root, { check: options.check ?? false }, output);
      }),
    );

  addDeployCommands(command, cwd, (options, work) =>
    run(options, (output) => work({ root, output, debug: options.debug ?? false, aws })),
  );

  program
    .command('local')
    .description('render `local` and run the whole chain on this machine')
    .option('--raw', 'print the log lines of the services as they are')
    .action((options: { raw?: boolean }) =>
      run({ format: 'text' }, async (output) => {
        const { runRender } = await import('./commands/render.ts');
        const { runLocal } = await import('./commands/local.ts');
        runRender(root, ['local'], {}, output);
        const colour = wantsColour(process.stdout);
        return runLocal({ root, raw: options.raw ?? false, colour }, output);
      }),
    );
  return program;
}

function reportOurFault({ stderr }: Streams, error: unknown): ExitCode {
  const stack = error instanceof Error ? error.stack : String(error);
  stderr(
    `This is a mistake of the generator, not yours. Please report it with these lines:\n${stack}`,
  );
  return 1;
}
