import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Row, rowOf } from './bench-table.ts';
import { generator, measure, measureOften, throughTsx } from './measure-process.ts';
import { copyRepository, deployedEnvironment, inScratchFolder } from './scratch-folder.ts';

interface Command {
  readonly work: string;
  readonly args: readonly string[];
  readonly target: string;
  /** Node itself with tsx as a loader, when not said. */
  readonly program?: typeof generator;
  /** It needs what an earlier run of itself has left. */
  readonly isRepeated?: boolean;
  readonly needs?: string;
}

/** Stands for the name of an environment. */
const ONE = '<environment>';

const COMMANDS: readonly Command[] = [
  { work: '`--help`', args: ['--help'], target: '< 0.2 s' },
  { work: '`tsx generator --help`', args: ['--help'], target: '< 0.2 s', program: throughTsx },
  { work: 'one environment', args: ['render', '--check', ONE], target: '< 1 s' },
  { work: 'all committed environments', args: ['render', '--check'], target: '< 1 s' },
  {
    work: '`validate` of all, every pass but cfn-lint, no cache',
    args: ['validate', '--no-cache', '--no-cfn-lint'],
    target: '< 12 s',
  },
  {
    work: '`validate` of all, every pass but cfn-lint, nothing changed',
    args: ['validate', '--no-cfn-lint'],
    target: '< 1.5 s',
    isRepeated: true,
  },
  {
    work: '`validate` of all, cfn-lint too, no cache',
    args: ['validate', '--no-cache'],
    target: '',
    needs: 'cfn-lint',
  },
];

/** The commands as people run them, in a copy of this repository. */
export function benchCommands(times: number, withValidate: boolean): Row[] {
  const commands = COMMANDS.filter(({ args }) => withValidate || args[0] !== 'validate');
  return inScratchFolder((folder) => {
    copyRepository(folder);
    // Here `validate` keeps what it has checked.
    mkdirSync(join(folder, 'node_modules'));
    for (const args of [['render'], ['schema']]) measure(generator(args, folder));
    return commands
      .filter(({ needs }) => !needs || isOnPath(needs))
      .map(({ work, args, target, isRepeated, program = generator }) => {
        const named = args.map((arg) => (arg === ONE ? deployedEnvironment(folder) : arg));
        const measured = program(named, folder);
        if (isRepeated) measure(measured);
        return rowOf(work, measureOften(measured, times), target);
      });
  });
}

const isOnPath = (tool: string): boolean =>
  spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
