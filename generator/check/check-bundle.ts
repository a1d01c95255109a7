import type { Diagnostic } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { checkEcsFile } from './ecs/check-ecs.ts';
import { checkWiring } from './wiring/check-wiring.ts';
import { readManifest } from './wiring/read-manifest.ts';

/** The fast checks of one environment's rendered files: API input, and what crosses files. */
export function checkBundle(bundle: Bundle): Diagnostic[] {
  const surroundings = readManifest(bundle.artefacts);
  const found = bundle.artefacts.flatMap((artefact) => checkEcsFile(artefact, surroundings));
  // What crosses files can't be read out of files of another shape.
  return found.some(({ code }) => code === 'artefact/ecs')
    ? found
    : [...found, ...checkWiring(bundle)];
}
