import { askDetails } from './ask-details.ts';
import { checkStock, readStock } from './check-stock.ts';
import { type Product, readProduct } from './find-earlier.ts';
import { type Memory, nothingListed, single } from './memory.ts';
import { NOTHING_WANTED, type Wanted } from './question.ts';
import { type Scene, type Step, say } from './step.ts';
import type { TaskOf } from './task.ts';
import { meets, mergeWanted, needsDetails } from './wanted.ts';
import { type Written, writeNarrowed } from './write-lists.ts';

/**
 * Answers about exactly the products of the last answer. What doesn't change is read from the
 * earlier results; stock is asked anew.
 */
export function narrowStep(task: TaskOf<'narrow'>, scene: Scene): Step {
  const { products, wanted, show } = task;
  if (products.length === 0) return say(nothingListed(scene.memory), scene);
  const told = tellDetails(products, wanted, scene);
  if ('step' in told) return told.step;
  const now = tellStock(told.products, wanted, scene);
  if ('step' in now) return now.step;
  const current = now.products;
  const fitting = current.filter((product) => meets(product, wanted));
  const gone = products.filter(({ id }) => !current.some((product) => product.id === id));
  const written = writeNarrowed({ before: current, fitting, gone, wanted, show });
  return { text: written.text, memory: rememberNarrowed(scene.memory, written, task) };
}

type Told = { readonly products: readonly Product[] } | { readonly step: Step };

/** Features that no earlier result told are asked for: not known is not the same as not there. */
function tellDetails(products: readonly Product[], wanted: Wanted, scene: Scene): Told {
  const unknown = products.filter(({ features }) => features === undefined);
  if (unknown.length === 0 || !needsDetails(wanted)) return { products };
  const asked = askDetails(
    unknown.map(({ id }) => id),
    scene,
  );
  if ('step' in asked) return asked;
  const told = asked.calls.flatMap(({ result }) => readProduct(result?.product) ?? []);
  return {
    products: products.map((product) => told.find(({ id }) => id === product.id) ?? product),
  };
}

function tellStock(products: readonly Product[], wanted: Wanted, scene: Scene): Told {
  if (!wanted.stock) return { products };
  const ids = products.map(({ id }) => id);
  const checked = checkStock(ids, scene);
  return 'step' in checked ? checked : { products: readStock(ids, checked.calls, products) };
}

/**
 * The list becomes the shorter one, and "and under $50?" adds to its condition as well. One that was
 * picked by price leaves the list, so that places in it still count.
 */
function rememberNarrowed(
  memory: Memory,
  { shown, held }: Written,
  { wanted, show }: TaskOf<'narrow'>,
): Memory {
  // When none fits, the products of the answer before are still what the conversation is about.
  if (shown.length === 0) return memory;
  const { list, wanted: earlier } = memory;
  const added = { ...wanted, subjects: NOTHING_WANTED.subjects };
  return {
    list: show.pick && shown.length < 2 ? list : shown,
    named: shown,
    held,
    ...single(shown),
    ...(earlier && { wanted: mergeWanted(earlier, added) }),
  };
}
