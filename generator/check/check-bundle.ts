import type { Diagnostic } from '../diagnostics.ts';
import type { Artefact, Bundle } from '../render/artefact.ts';
import { ecsKindOf } from '../wiring/ecs-input.ts';
import { readManifest } from '../wiring/read-manifest.ts';
import { checkEcsFile } from './ecs/check-ecs.ts';
import { findSchemaProblems } from './ecs/ecs-schema.ts';
import { checkWiring } from './wiring/check-wiring.ts';

/** The fast checks of one environment's rendered files: API input, and what crosses files. */
export function checkBundle(bundle: Bundle): Diagnostic[] {
  const surroundings = readManifest(bundle.artefacts);
  const found = bundle.artefacts.flatMap((artefact) => checkEcsFile(artefact, surroundings));
  // What crosses files can't be read out of files of another shape.
  return found.some(({ code }) => code === 'artefact/ecs')
    ? found
    : [...found, ...checkWiring(bundle)];
}

/** Whether the ECS files among some have the types that the SDK's schemas give them, so that they can be read. */
export const hasEcsTypes = (artefacts: readonly Artefact[]): boolean =>
  artefacts.every((artefact) => {
    const kind = ecsKindOf(artefact);
    return !kind || !findSchemaProblems(kind, artefact.value).some(({ isType }) => isType);
  });
