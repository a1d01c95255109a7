import type { KindName } from './template-kinds.ts';

/** A function was called in a way that it can't answer. */
export class TemplateFunctionError extends Error {
  override readonly name = 'TemplateFunctionError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

export interface Parameter {
  readonly name: string;
  readonly kind: KindName;
  /** May be left out, or be given again and again. Only the last one may. */
  readonly given?: 'at most once' | 'any number of times';
}

/** Shown in the guide, and run by the tests. */
export interface Example {
  readonly template: string;
  readonly context: object;
  readonly output: string;
  /** Texts of partials, by name. */
  readonly partials?: Readonly<Record<string, string>>;
}

export interface TemplateFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Takes `key=value` too. */
  readonly takesNamed?: true;
  /** What it does, in one sentence for the guide. */
  readonly says: string;
  readonly example: Example;
  /** Its arguments are there and of the right kinds. Missing for what only the evaluation can answer. */
  // biome-ignore lint/suspicious/noExplicitAny: each entry names the types that its parameters make sure of
  readonly call?: (...given: any[]) => unknown;
}
