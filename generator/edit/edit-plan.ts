import type { Diagnostic } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import type { ConfigEdit } from './config-edit.ts';

/** A value of a service that an edit sets. */
export interface ServiceChange {
  readonly service: string;
  /** From the root of the config. */
  readonly path: string;
  /** Nothing where the service had none. */
  readonly before?: string;
  readonly after: string;
}

/** What a command changes: the config of one environment, and what that renders to. */
export interface EditPlan {
  readonly edit: ConfigEdit;
  /** What the environment renders to now, and what it will. */
  readonly before: Bundle;
  readonly after: Bundle;
  readonly changes: readonly ServiceChange[];
  readonly warnings: readonly Diagnostic[];
}
