import { type Product, readProducts } from './find-earlier.ts';
import { productsStep } from './products-step.ts';
import { NOTHING_WANTED } from './question.ts';
import { searchStep } from './search-step.ts';
import { findCall, type Scene, type Step, say } from './step.ts';
import type { TaskOf } from './task.ts';
import { searchInputs } from './wanted.ts';
import { holdsWords, sameName, trimStopWords } from './words.ts';
import { writeAmbiguous, writeFailure, writeNoTool, writeUnknownName } from './write-answer.ts';

/** As many as one availability call takes. */
const MOST_MATCHES = 20;

/** Finds the ids behind names with the search tool, then goes on with those products. */
export function lookUpStep(task: TaskOf<'look-up'>, scene: Scene): Step {
  const tool = scene.toolbox.search;
  if (!tool) return say(writeNoTool('finding products by name'), scene);
  const wanted = (name: string) => ({
    name: tool.name,
    input: searchInputs({ ...NOTHING_WANTED, subjects: [{ query: name }] }, tool)[0] ?? {},
  });
  const pending = task.names.map(wanted).filter((call) => !findCall(scene.calls, call));
  if (pending.length > 0) return { calls: pending };
  const ids: string[] = [];
  for (const name of task.names) {
    const call = findCall(scene.calls, wanted(name));
    if (!call || !Array.isArray(call.result?.products)) {
      return say(writeFailure('search the catalog', call), scene);
    }
    const matches = bestMatches(name, readProducts(call.result.products));
    if (matches.length === 0) return withoutMatches(name, task, scene);
    if (matches.length > 1 && task.purpose !== 'stock') {
      return ambiguous(task, name, matches, scene);
    }
    ids.push(...matches.slice(0, MOST_MATCHES).map(({ id }) => id));
  }
  const { features, notes, purpose } = task;
  const all = [...task.ids, ...ids];
  return productsStep({ kind: 'products', ids: all, purpose, features, notes }, scene);
}

/** "The lamp and the kettle" is two names, once it turned out not to be one. */
function withoutMatches(name: string, task: TaskOf<'look-up'>, scene: Scene): Step {
  const parts = name.split(/\s+(?:and|or)\s+/iu).map(trimStopWords);
  if (parts.length < 2 || parts.includes('')) return say(writeUnknownName(name), scene);
  const names = task.names.flatMap((other) => (other === name ? parts : [other]));
  return lookUpStep({ ...task, names }, scene);
}

/** The product of that very name, else the ones whose names hold all its words, else all found. */
function bestMatches(name: string, products: readonly Product[]): readonly Product[] {
  const exact = products.filter((product) => sameName(product.name, name));
  if (exact.length > 0) return exact;
  const holding = products.filter((product) => holdsWords(product.name, name));
  return holding.length > 0 ? holding : products;
}

/** Details of a word that several products share are a list of them; other purposes need one. */
function ambiguous(
  { purpose, features, notes }: TaskOf<'look-up'>,
  name: string,
  matches: readonly Product[],
  scene: Scene,
): Step {
  if (purpose !== 'details') return say(writeAmbiguous(name, matches), scene);
  const wanted = { ...NOTHING_WANTED, subjects: [{ query: name }], features: [] };
  const admits = features.map(
    (feature) => `Ask about one of them to learn whether it has “${feature}”.`,
  );
  const show = { countsOnly: false, notes: [...notes, ...admits] };
  return searchStep({ kind: 'search', wanted, offset: 0, show }, scene);
}
