import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DeployPlace } from './commands/deploy-surroundings.ts';
import type { ExitCode } from './diagnostics.ts';
import type { Format } from './report/output.ts';

interface DeployCommand {
  readonly format: Format;
  readonly debug?: boolean;
}

interface ConfirmedCommand extends DeployCommand {
  readonly yes?: boolean;
}

interface ApplyCommand extends ConfirmedCommand {
  readonly dryRun?: boolean;
  readonly plan?: string;
  readonly prune?: boolean;
  readonly seed?: boolean;
  readonly allowReplace?: readonly string[];
  readonly rollback: boolean;
}

interface RollbackCommand extends ConfirmedCommand {
  readonly to?: number;
  readonly dryRun?: boolean;
  readonly allowReplace?: readonly string[];
}

interface DestroyCommand extends DeployCommand {
  readonly confirm?: string;
  readonly allowProduction?: boolean;
  readonly deleteLogs?: boolean;
}

/** Makes a command that prints text or JSON. */
export type MakeCommand = (usage: string, description: string) => Command;
/** Runs a command that calls AWS. */
export type RunDeploy = (
  options: DeployCommand,
  work: (place: DeployPlace) => Promise<ExitCode>,
) => Promise<void>;

/** The commands that call AWS. `<environment>` always is one: nobody deploys to all by forgetting a word. */
export function addDeployCommands(make: MakeCommand, cwd: string, run: RunDeploy): void {
  const command: MakeCommand = (usage, description) =>
    make(usage, description).option('--debug', 'name each call of AWS, on stderr');

  command('apply <environment>', 'bring an environment in AWS in line with its rendered files')
    .option('--dry-run', 'change nothing; show the plan and what is missing for it')
    .addOption(
      new Option(
        '--plan <file>',
        'do what this plan says (from --dry-run --format json), or nothing when things changed since',
      ).conflicts(['dryRun', 'prune', 'seed', 'allowReplace']),
    )
    .option('--yes', 'do not ask; mend stacks that are stuck, where that loses nothing')
    .option('--prune', 'drain and delete services that are no longer rendered')
    .option('--seed', 'upload the catalog although the bucket has one')
    .addOption(allowReplaceOption())
    .option('--no-rollback', 'leave what was changed as it is when something fails')
    .action((environment: string, options: ApplyCommand) =>
      run(options, async (place) => {
        const { runApply } = await import('./commands/apply.ts');
        const {
          dryRun = false,
          yes = false,
          rollback,
          plan,
          prune = false,
          seed = false,
        } = options;
        return runApply(place, environment, {
          dryRun,
          yes,
          rollBack: rollback,
          plan: plan === undefined ? undefined : resolve(cwd, plan),
          options: { prune, seed, allowReplace: options.allowReplace ?? [] },
        });
      }),
    );

  command('status <environment>', 'say what runs, from which commit, and how it is').action(
    (environment: string, options: DeployCommand) =>
      run(options, async (place) => {
        const { runStatus } = await import('./commands/status.ts');
        return runStatus(place, environment);
      }),
  );

  command('history <environment>', 'list the deployments of an environment, the newest first')
    .addOption(
      new Option('--most <number>', 'at most so many').argParser(positiveNumber).default(20),
    )
    .action((environment: string, options: DeployCommand & { most: number }) =>
      run(options, async (place) => {
        const { runHistory } = await import('./commands/history.ts');
        return runHistory(place, environment, options.most);
      }),
    );

  command('rollback <environment>', 'put back what an earlier deployment ran')
    .addOption(
      new Option(
        '--to <number>',
        'deployment to go back to, see history (default: the one before)',
      ).argParser(positiveNumber),
    )
    .option('--dry-run', 'change nothing; show the plan and the revert that makes Git agree')
    .option('--yes', 'do not ask')
    .addOption(allowReplaceOption())
    .action((environment: string, options: RollbackCommand) =>
      run(options, async (place) => {
        const { runRollback } = await import('./commands/rollback.ts');
        const { to, dryRun = false, yes = false, allowReplace = [] } = options;
        return runRollback(place, environment, { to, dryRun, yes, allowReplace });
      }),
    );

  command('drift <environment>', 'exit 3 when what is deployed is not what the rendered files say')
    .option('--fix', 'put it back')
    .option('--yes', 'do not ask before putting it back')
    .action((environment: string, options: ConfirmedCommand & { fix?: boolean }) =>
      run(options, async (place) => {
        const { runDrift } = await import('./commands/drift.ts');
        const { fix = false, yes = false } = options;
        return runDrift(place, environment, { fix, yes });
      }),
    );

  command('destroy <environment>', 'remove an environment from AWS; its files stay')
    .option('--confirm <name>', 'the environment’s name once more, instead of asking for it')
    .option('--allow-production', 'also when its tier is production')
    .option('--delete-logs', 'delete its log groups too, and in 7 days the keys that encrypt them')
    .action((environment: string, options: DestroyCommand) =>
      run(options, async (place) => {
        const { runDestroy } = await import('./commands/destroy.ts');
        const { confirm, allowProduction = false, deleteLogs = false } = options;
        return runDestroy(place, environment, { confirm, allowProduction, deleteLogs });
      }),
    );
}

const allowReplaceOption = () =>
  new Option(
    '--allow-replace <logical id>',
    'let this resource lose its data by a replacement or removal; may be repeated',
  ).argParser((value: string, before: readonly string[] = []) => [...before, value]);

function positiveNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a number from 1');
}
