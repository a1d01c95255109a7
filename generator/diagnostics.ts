/** Where something stands in a file. Lines and columns count from 1. */
export interface Position {
  /** Path from the repository's root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly col: number;
}

/**
 * Codes of what is not a rule, with what each means. The tables of rules bring their own codes:
 * `rule/…` (config), `ecs/…` (API input), `wiring/…` (across files), `stack/…` (CloudFormation).
 */
export const fixedCodes = {
  usage: 'the command line names something that is not there',
  'config/file': 'a config file is missing or can’t be read',
  'config/syntax': 'the file is not YAML',
  'config/unknown-key': 'a key that nobody reads',
  'config/missing-key': 'a key without which nothing can be rendered',
  'config/type': 'a value of another type',
  'config/value': 'a value that is not allowed',
  'config/reference': 'a `${…}` reference to nothing',
  'template/file': 'a template or partial is missing or can’t be read',
  'template/syntax': 'a template is not Handlebars, or calls a function wrongly',
  'template/value': 'a template reads a value that does not exist',
  'template/output': 'a template writes what is not YAML, or a key twice',
  'artefact/stale': 'a rendered file is not what the config renders to',
  'artefact/missing': 'a rendered file is missing',
  'artefact/orphan': 'a file in `rendered/` is rendered from nothing',
  'artefact/cloudformation': 'CloudFormation would refuse the stack',
  'artefact/ecs': 'the AWS SDK’s schema refuses the ECS input',
  'schema/stale': 'the editor schema is not what the generator’s schema says',
  'local/port': 'a port of this machine is taken',
  'local/file': 'the local runner can’t use a rendered file',
  'local/secret': 'a secret has no value on this machine',
  'local/command': 'a service’s command can’t be started',
  'local/service': 'a service ended',
  'local/health': 'a service did not become healthy',
} as const satisfies Readonly<Record<string, string>>;

/** What a table of rules may call its entries. */
export type RuleCode = `${'rule' | 'ecs' | 'wiring' | 'stack'}/${string}`;

/** Every code that a person can meet. The first part says which kind of input is wrong. */
export type DiagnosticCode = keyof typeof fixedCodes | RuleCode;

/** An entry of a table of rules, as the reference lists it. */
export interface RuleEntry {
  readonly code: RuleCode;
  /** What must hold, in one sentence for the reference. */
  readonly says: string;
  /** A rule is an error unless it says that it warns. */
  readonly severity?: 'warning';
}

/** The rendered line that a finding is about, and what that line was made of. */
export interface RenderedOrigin {
  readonly rendered: Position;
  readonly template?: Position;
  readonly config: readonly Position[];
}

/** One finding, as data. Drawing it is the reporter's work. */
export interface Diagnostic extends Partial<Position> {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What would be right. */
  readonly hint?: string;
  /** Path of the config value or artefact member, such as `services.web.cpu`. */
  readonly path?: string;
  /** Environments in which it shows, where the place does not say so. */
  readonly environments?: readonly string[];
  readonly origin?: RenderedOrigin;
  /** The line may hold a secret, so nobody may print it. */
  readonly isSecret?: true;
}

/** 0 done · 1 it failed · 2 the input is wrong · 3 it works and there is a difference. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Ends a command with diagnostics for the user. Any other error is ours and prints a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;

  constructor(diagnostics: readonly Diagnostic[], exitCode: ExitCode = 2) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('; '));
    this.diagnostics = diagnostics;
    this.exitCode = exitCode;
  }
}

export const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** @throws {Failure} when there is an error among the findings */
export function failOnErrors(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some(isError)) throw new Failure(onceEach(diagnostics));
}

/** A mistake in a shared file shows in every environment that stands on it; it is told once, with all of them. */
export function onceEach(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const found of diagnostics) {
    const { code, file, line, col, message } = found;
    const key = [code, file, line, col, message].join('|');
    const environments = [
      ...new Set([...(byPlace.get(key)?.environments ?? []), ...(found.environments ?? [])]),
    ];
    byPlace.set(key, { ...found, ...(environments.length > 0 && { environments }) });
  }
  return [...byPlace.values()].sort(byPosition);
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const byPosition = (a: Diagnostic, b: Diagnostic) =>
  compareText(a.file ?? '', b.file ?? '') ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.col ?? 0) - (b.col ?? 0);
