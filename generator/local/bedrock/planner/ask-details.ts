import type { ToolCall } from '../converse-types.ts';
import type { Call } from './find-earlier.ts';
import { findCall, type Scene, type Step, say } from './step.ts';
import { writeNoTool } from './write-answer.ts';

/** The finished calls for these products' details, or what has to happen first. */
export function askDetails(
  ids: readonly string[],
  scene: Scene,
): { readonly calls: readonly Call[] } | { readonly step: Step } {
  const tool = scene.toolbox.details;
  if (!tool) return { step: say(writeNoTool('the details of a product'), scene) };
  const wanted: readonly ToolCall[] = ids.map((id) => ({
    name: tool.name,
    input: { product_id: id },
  }));
  const pending = wanted.filter((call) => !findCall(scene.calls, call));
  if (pending.length > 0) return { step: { calls: pending } };
  return { calls: wanted.flatMap((call) => findCall(scene.calls, call) ?? []) };
}
