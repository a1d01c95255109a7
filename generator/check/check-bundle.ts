import type { Diagnostic } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import { checkEcsInput } from './ecs/ecs-schema.ts';

/** The fast checks of one environment's rendered files: API input, and what crosses files. */
export function checkBundle({ artefacts }: Bundle): Diagnostic[] {
  return artefacts.flatMap(checkEcsInput);
}
