/** Where something stands in a file. Lines and columns count from 1. */
export interface Position {
  /** Path from the repository's root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly col: number;
}

/** Every code that a person can meet. The first part says which kind of input is wrong. */
export type DiagnosticCode =
  | 'config/file'
  | 'config/syntax'
  | 'config/unknown-key'
  | 'config/missing-key'
  | 'config/type'
  | 'config/value'
  | 'config/rule'
  | 'config/reference'
  | 'template/file'
  | 'template/syntax'
  | 'template/value'
  | 'template/output'
  | 'artefact/stale'
  | 'artefact/missing'
  | 'artefact/orphan'
  | 'artefact/cloudformation'
  | 'artefact/ecs'
  | 'schema/stale'
  | 'local/port'
  | 'local/file'
  | 'local/secret'
  | 'local/command'
  | 'local/service'
  | 'local/health'
  | 'usage';

/** One finding, as data. Drawing it is the reporter's work. */
export interface Diagnostic extends Partial<Position> {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What would be right. */
  readonly hint?: string;
  /** Path of the config value or artefact member, such as `services.web.cpu`. */
  readonly path?: string;
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
