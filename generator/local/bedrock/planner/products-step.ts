import { askDetails } from './ask-details.ts';
import { checkStock, readStock } from './check-stock.ts';
import { type Call, type Product, readProduct, readProducts } from './find-earlier.ts';
import { type Memory, rememberProducts } from './memory.ts';
import type { Scene, Step } from './step.ts';
import type { Purpose, TaskOf } from './task.ts';
import { withNotes, writeFailure } from './write-answer.ts';
import { writeComparison, writeDetails, writeSimilar, writeStock } from './write-products.ts';

/** One product as the details tool describes it. */
export interface Described {
  readonly product: Product;
  readonly similar: readonly Product[];
}

/** Asks about single products by id: their details, a comparison, similar ones, or their stock. */
export function productsStep(task: TaskOf<'products'>, scene: Scene): Step {
  const { purpose } = task;
  return purpose === 'stock' ? stockStep(task, scene) : detailsStep(task, purpose, scene);
}

function stockStep({ ids, notes }: TaskOf<'products'>, scene: Scene): Step {
  const check = checkStock(ids, scene);
  if ('step' in check) return check.step;
  const found = scene.calls.flatMap(({ result }) => readProducts(result?.products));
  const known = [...found, ...scene.memory.named, ...scene.memory.list];
  const products = readStock(ids, check.calls, known);
  const unknown = ids.filter(
    (id) => !products.some((product) => product.id.toUpperCase() === id.toUpperCase()),
  );
  return {
    text: withNotes(writeStock(products, unknown), notes),
    memory: rememberProducts(scene.memory, products, 'stock'),
  };
}

function detailsStep(task: TaskOf<'products'>, purpose: keyof typeof WRITERS, scene: Scene): Step {
  const { ids, features, notes } = task;
  const asked = askDetails(ids, scene);
  if ('step' in asked) return asked.step;
  const { calls } = asked;
  const described = calls.flatMap((call) => readDescribed(call, namesSimilar(task)) ?? []);
  const failures = calls
    .filter((call) => readDescribed(call, false) === undefined)
    .map((call) => writeFailure(`look up ${String(call.input.product_id)}`, call));
  const text = WRITERS[purpose](described, features);
  return {
    text: withNotes([text, ...failures].filter((part) => part !== '').join('\n\n'), notes),
    memory: rememberDescribed(described, purpose, scene.memory),
  };
}

/** Similar products would only blur the answer to a narrower question. */
function namesSimilar({ ids, purpose, features }: TaskOf<'products'>): boolean {
  return purpose === 'similar' || (purpose === 'details' && ids.length + features.length === 1);
}

/** "It" is the one described; "those" are the similar ones too, since the answer names them. */
function rememberDescribed(
  described: readonly Described[],
  purpose: Purpose,
  memory: Memory,
): Memory {
  const products = described.map(({ product }) => product);
  const named = described.flatMap(({ product, similar }) => [product, ...similar]);
  return { ...rememberProducts(memory, products, purpose), named };
}

const WRITERS = {
  details: writeDetails,
  compare: writeComparison,
  similar: writeSimilar,
} as const;

function readDescribed({ result }: Call, withSimilar: boolean): Described | undefined {
  const product = readProduct(result?.product);
  return product && { product, similar: withSimilar ? readProducts(result?.similar) : [] };
}
