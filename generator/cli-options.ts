import { InvalidArgumentError, Option } from 'commander';
import type { Risk } from './diff/entry.ts';
import type { EnvironmentValues } from './edit/derive-values.ts';
import { type Format, formats, reportFormats } from './report/output.ts';

export interface DiffCommand {
  readonly format: Format;
  readonly base?: string;
  readonly exitCode?: boolean;
  readonly failOn?: Risk;
  readonly out?: string;
}

export interface DryRunCommand {
  readonly format: Format;
  readonly dryRun?: boolean;
}

export interface NewCommand extends EnvironmentValues {
  readonly format: Format;
  readonly from: string;
}

export interface ValidateCommand {
  readonly format: Format;
  readonly showSuppressed?: boolean;
  readonly cfnLint: string | false;
  readonly cache: boolean;
}

export interface ProbeCommand {
  readonly format: Format;
  readonly contract?: string;
  readonly tool?: string;
  readonly arguments?: string;
  readonly tokenVariable: string;
  /** Seconds. */
  readonly timeout: number;
  readonly minDays: number;
}

/** Options of a command that reads a config with values of the command line over it. */
export interface SettingOptions {
  readonly format: Format;
  readonly set?: readonly string[];
}
export type RenderCommand = SettingOptions & { readonly check?: boolean; readonly out?: string };
export type ConfigOptions = SettingOptions & { readonly explain?: boolean };

export const setOption = () =>
  new Option(
    '--set <path=value>',
    'put a value (YAML) over the config, such as logs.retentionDays=30; may be repeated',
  ).argParser((value: string, before: readonly string[] = []) => [...before, value]);

export const outOption = () =>
  new Option(
    '--out <folder>',
    'write <folder>/environments/<environment>/rendered/ and no committed file; --set needs it, --check refuses it',
  ).conflicts('check');

export const reportFormatOption = () =>
  new Option('--format <format>', 'how the report is written')
    .choices(reportFormats)
    .default('text');

export const formatOption = () =>
  new Option('--format <format>', 'how results are written').choices(formats).default('text');

/** An option that takes a number above zero. */
export const numberOption = (flags: string, description: string, usual: number) =>
  new Option(flags, description).default(usual).argParser((text: string) => {
    const number = Number(text);
    if (number > 0 && number < 1e6) return number;
    throw new InvalidArgumentError('It must be a number above 0.');
  });
