import type { Bundle } from '../render/artefact.ts';

/** A config file as it is to be. */
export interface ConfigEdit {
  /** Path from the repository's root. */
  readonly file: string;
  /** What it held when it was read; nothing for a file that must not be there. */
  readonly before?: string;
  readonly text: string;
}

/** A config and what it renders to: written together or not at all. */
export interface EditedEnvironment {
  readonly edit: ConfigEdit;
  readonly bundle: Bundle;
}
