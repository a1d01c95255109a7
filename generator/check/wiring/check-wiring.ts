import type { Diagnostic } from '../../diagnostics.ts';
import type { Bundle } from '../../render/artefact.ts';
import { readWiring } from '../../wiring/wiring.ts';
import { diagnoseArtefact } from '../place.ts';
import { wiringRules } from './wiring-rules.ts';

/** Holds one environment's files against each other. Its ECS files must have the right types. */
export function checkWiring(bundle: Bundle): Diagnostic[] {
  const wiring = readWiring(bundle);
  return wiringRules.flatMap((rule) =>
    rule.check(wiring).map((finding) => diagnoseArtefact(rule, finding)),
  );
}
