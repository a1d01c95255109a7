import type { ToolCall } from '../converse-types.ts';
import { type Call, isObject, type Product, readProduct } from './find-earlier.ts';
import { findCall, type Scene, type Step, say } from './step.ts';
import { writeFailure, writeNoTool } from './write-answer.ts';

/** The availability tool takes so many ids in one call. */
const MOST_IDS = 20;

/** The finished calls about these products' stock, or what has to happen first. */
export function checkStock(
  ids: readonly string[],
  scene: Scene,
): { readonly calls: readonly Call[] } | { readonly step: Step } {
  const tool = scene.toolbox.availability;
  if (!tool) return { step: say(writeNoTool('checking availability'), scene) };
  const wanted: readonly ToolCall[] = chunks(ids).map((chunk) => ({
    name: tool.name,
    input: { product_ids: chunk },
  }));
  const pending = wanted.filter((call) => !findCall(scene.calls, call));
  if (pending.length > 0) return { step: { calls: pending } };
  const calls = wanted.flatMap((call) => findCall(scene.calls, call) ?? []);
  const failed = calls.find(({ result }) => !Array.isArray(result?.availability));
  if (failed) return { step: say(writeFailure('check availability', failed), scene) };
  return { calls };
}

/** The products as they are now, in the order asked; category and features as known from before. */
export function readStock(
  ids: readonly string[],
  calls: readonly Call[],
  known: readonly Product[],
): readonly Product[] {
  const entries = calls
    .flatMap(({ result }): readonly unknown[] => (result?.availability ?? []) as unknown[])
    .filter(isObject);
  return ids.flatMap((id) => {
    const before = known.find((product) => product.id === id);
    // Ids are asked for in capitals; the catalog may write them otherwise.
    const entry = entries.find(
      (candidate) => String(candidate.id).toUpperCase() === id.toUpperCase(),
    );
    return (entry && readProduct({ ...before, ...entry })) ?? [];
  });
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(ids.length / MOST_IDS);
  return Array.from({ length: count }, (_, at) => ids.slice(at * MOST_IDS, (at + 1) * MOST_IDS));
}
