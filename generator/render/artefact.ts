import type { Position } from '../diagnostics.ts';

export type ArtefactKind =
  | 'stack-template'
  | 'stack-parameters'
  | 'task-definition'
  | 'service-connect'
  | 'service'
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
  /** What the text means: CloudFormation with intrinsics in their long form, or API input. */
  readonly value: unknown;
  readonly text: string;
  /** Which template line and config lines are behind a line of the text, counted from 1. Costs a second rendering. */
  readonly origin?: (line: number) => Origin | undefined;
}

/** Where a rendered line came from. */
export interface Origin {
  readonly template: Position;
  readonly config: readonly { readonly path: string; readonly position: Position }[];
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
