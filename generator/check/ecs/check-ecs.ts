import type { Diagnostic } from '../../diagnostics.ts';
import type { Artefact } from '../../render/artefact.ts';
import { type EcsInputs, type EcsKind, ecsKindOf } from '../../wiring/ecs-input.ts';
import { diagnoseArtefact } from '../place.ts';
import type { EcsCheck, Surroundings } from './ecs-rule.ts';
import { ecsRules } from './ecs-rules.ts';
import { findSchemaProblems } from './ecs-schema.ts';

/** Holds an ECS file against the SDK's schema, and against every rule where its types are right. */
export function checkEcsFile(artefact: Artefact, surroundings: Surroundings): Diagnostic[] {
  const kind = ecsKindOf(artefact);
  if (!kind) return [];
  const problems = findSchemaProblems(kind, artefact.value);
  const refused = problems.map((finding) =>
    diagnoseArtefact({ code: 'artefact/ecs' }, { artefact, blames: 'template', ...finding }),
  );
  if (problems.some(({ isType }) => isType)) return refused;
  return [...refused, ...holdAgainstRules(kind, artefact, surroundings)];
}

function holdAgainstRules<Kind extends EcsKind>(
  kind: Kind,
  artefact: Artefact,
  surroundings: Surroundings,
): Diagnostic[] {
  return ecsRules.flatMap((rule) => {
    const check = rule.check[kind] as EcsCheck<Kind> | undefined;
    const found = check?.(artefact.value as EcsInputs[Kind], surroundings) ?? [];
    return found.map((finding) => diagnoseArtefact(rule, { artefact, ...finding }));
  });
}
