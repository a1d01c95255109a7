import type { Drift } from '../deploy/drift/read-drift.ts';
import { drawChange, drawSteps } from './draw-plan.ts';
import { visibleText } from './visible-text.ts';

/** Where what is deployed is not what the files say. */
export function drawDrift({ environment, steps, resources }: Drift): string {
  const count = steps.length + resources.length;
  if (count === 0) return `${environment}: no drift`;
  return [
    `${environment}: ${count} ${count === 1 ? 'thing differs' : 'things differ'} from the rendered files`,
    ...drawSteps(steps, false),
    ...resources.flatMap(({ stack, resource, type, state, details }) => [
      `  ~ ${visibleText(`stack ${stack}: ${resource} (${type}) ${state} past CloudFormation`)}`,
      ...details.map((detail) => `      ${visibleText(drawChange(detail))}`),
    ]),
  ].join('\n');
}
