import type { Diagnostic } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { compareRendered } from './compare-rendered.ts';
import { diagnoseChanges } from './diagnose-change.ts';
import { explainIo } from './explain-io.ts';
import { interrupted, isInterrupted } from './journal.ts';
import { waitForWriters } from './lock.ts';

export interface RenderedState {
  /** What has to be cleared away before anything can be written. */
  readonly obstacles: readonly Diagnostic[];
  /** What writing would mend. */
  readonly differences: readonly Diagnostic[];
}

/**
 * Holds the files below a base folder against what is rendered, and writes nothing.
 *
 * @throws {Failure} when another run is writing, or a file can't be read
 */
export function checkRendered(base: string, bundles: readonly Bundle[]): RenderedState {
  return explainIo(base, () => {
    waitForWriters(base);
    const { changes, obstacles } = compareRendered(base, bundles);
    const unfinished = isInterrupted(base) ? [interrupted()] : [];
    return { obstacles, differences: [...unfinished, ...diagnoseChanges(changes)] };
  });
}
