import type { Position } from '../diagnostics.ts';

export type ArtefactKind =
  | 'stack-template'
  | 'stack-parameters'
  | 'task-definition'
  | 'service-connect'
  | 'service'
  | 'scaling'
  | 'contract'
  | 'summary'
  | 'manifest';

/** One rendered file. */
export interface Artefact {
  /** Path below the environment's `rendered/`. */
  readonly path: string;
  readonly environment: string;
  readonly kind: ArtefactKind;
  readonly stack?: string;
  readonly service?: string;
  /** API operation that the file is the input of. Files that are merged into another's input have none. */
  readonly operation?: string;
  /** API operations that the file's parts are the input of, by the part's key; a list feeds one call an item. */
  readonly operations?: Readonly<Record<string, string>>;
  /** What the text means: CloudFormation with intrinsics in their long form, or API input. */
  readonly value: unknown;
  readonly text: string;
  /** Which template line and config lines are behind a line of the text, counted from 1. Costs a second rendering. */
  readonly origin?: (line: number) => Origin | undefined;
}

/** Where a rendered line came from. */
export interface Origin {
  /** The template; for a contract, the file that it is copied from. */
  readonly template: Position;
  /** What its text was made of. */
  readonly config: readonly ConfigOrigin[];
  /** What decided that it is there: the blocks around it, the outermost first. */
  readonly conditions: readonly ConfigOrigin[];
}

/** A config value, with the position that set it. */
export interface ConfigOrigin {
  readonly path: string;
  readonly position: Position;
}

/** One environment's rendered files. */
export interface Bundle {
  readonly environment: string;
  readonly artefacts: readonly Artefact[];
}

export const renderedFolder = (environment: string): string =>
  `environments/${environment}/rendered`;

/** Path of a rendered file from the repository's root. */
export const fileOf = ({ environment, path }: Pick<Artefact, 'environment' | 'path'>): string =>
  `${renderedFolder(environment)}/${path}`;
