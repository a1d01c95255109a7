import type { JsonObject, ToolCall } from '../converse-types.ts';
import { type Call, type Product, readProducts } from './find-earlier.ts';
import type { Tool } from './find-tools.ts';
import { rememberSearch } from './memory.ts';
import { findCall, type Scene, type Step, say } from './step.ts';
import type { TaskOf } from './task.ts';
import { meets, meetsUnasked, searchInputs, takesAllConditions } from './wanted.ts';
import { writeFailure, writeNoTool } from './write-answer.ts';
import { writeFound } from './write-lists.ts';

/** Each page costs a turn of the model, and callers bound those. */
const MOST_PAGES = 4;

/** One search followed through its pages, as far as it has come. */
interface Run {
  readonly products: readonly Product[];
  readonly next?: ToolCall;
  readonly failed?: Call;
  readonly nextOffset?: number;
}

/** Calls the search tool until every page is there, then answers with exactly what came. */
export function searchStep(task: TaskOf<'search'>, scene: Scene): Step {
  const tool = scene.toolbox.search;
  if (!tool) return say(writeNoTool('searching the catalog'), scene);
  const { wanted, show, offset, fallback } = task;
  const runs = searchInputs(wanted, tool).map((input) => follow(input, offset, tool, scene.calls));
  const next = runs.flatMap((run) => run.next ?? []);
  if (next.length > 0) return { calls: next };
  const failed = runs.find((run) => run.failed)?.failed;
  if (failed) return say(writeFailure('search the catalog', failed), scene);
  const all = distinct(runs.flatMap(({ products }) => products));
  if (all.length === 0 && fallback && offset === 0) {
    const { fallback: _, ...plain } = task;
    const again = searchStep({ ...plain, wanted: fallback }, scene);
    if ('calls' in again || again.memory.named.length > 0) return again;
  }
  const fits = takesAllConditions(tool) ? meetsUnasked : meets;
  const products = all.filter((product) => fits(product, wanted));
  const nextOffset = runs.find((run) => run.nextOffset !== undefined)?.nextOffset;
  const found = writeFound(products, {
    wanted,
    show,
    offset,
    isComplete: nextOffset === undefined,
  });
  // Two searches at once have no common next page.
  const goesOn = runs.length === 1 ? nextOffset : undefined;
  return { text: found.text, memory: rememberSearch(wanted, found, goesOn) };
}

function follow(input: JsonObject, start: number, tool: Tool, calls: readonly Call[]): Run {
  const products: Product[] = [];
  let offset = start;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const wanted = { name: tool.name, input: offset > 0 ? { ...input, offset } : input };
    const call = findCall(calls, wanted);
    if (!call) return { products, next: wanted };
    if (!Array.isArray(call.result?.products)) return { products, failed: call };
    products.push(...readProducts(call.result.products));
    const nextOffset = call.result.next_offset;
    // A tool that doesn't move on would be asked for ever.
    if (typeof nextOffset !== 'number' || nextOffset <= offset) return { products };
    offset = nextOffset;
  }
  return { products, nextOffset: offset };
}

function distinct(products: readonly Product[]): readonly Product[] {
  return [...new Map(products.map((product) => [product.id, product])).values()];
}
