import { rememberProducts } from './memory.ts';
import { findCall, type Scene, type Step, say } from './step.ts';
import { writeCategories, writeFailure, writeNoTool } from './write-answer.ts';

/** Lists the categories that the search tool's schema names, or else asks the tool for them. */
export function categoriesStep(scene: Scene): Step {
  const { search, categories, namesAllCategories } = scene.toolbox;
  if (!search) return say(writeNoTool('searching the catalog'), scene);
  if (namesAllCategories) return answer(categories, scene);
  const wanted = { name: search.name, input: 'limit' in search.properties ? { limit: 1 } : {} };
  const call = findCall(scene.calls, wanted);
  if (!call) return { calls: [wanted] };
  if (!Array.isArray(call.result?.categories)) {
    return say(writeFailure('read the categories', call), scene);
  }
  return answer(call.result.categories.map(String), scene);
}

function answer(categories: readonly string[], { memory }: Scene): Step {
  return { text: writeCategories(categories), memory: rememberProducts(memory, []) };
}
