import { isMap } from '../../../render/plain-values.ts';
import { asSchema, meaningText, rulesOf, type Schema, withoutNotes } from './json-schema.ts';

/** As many references may lead from one to the next; more are taken for a circle. */
const LONGEST_CHAIN = 32;

/**
 * The schema without a `$ref` and without an `allOf` of one: what they lead to takes their place,
 * under the annotations that stand beside them. A reference that leads nowhere stays.
 */
export function resolve(schema: Schema, root: Schema): Schema {
  let current = schema;
  for (let length = 0; length < LONGEST_CHAIN; length++) {
    const next = oneStep(current, root);
    if (!next) return current;
    current = next;
  }
  return schema;
}

function oneStep(schema: Schema, root: Schema): Schema | undefined {
  const { $ref, allOf, ...beside } = schema;
  if ($ref !== undefined && allOf !== undefined) return undefined;
  const inner = $ref === undefined ? onlyOne(allOf) : targetOf($ref, root);
  if (!inner) return undefined;
  const isTyped = rulesOf(beside).every((keyword) => keyword === 'type');
  const types = [inner.type, beside.type].filter((type) => type !== undefined);
  if (isTyped && (types.length < 2 || types[0] === types[1])) return { ...inner, ...beside };
  if ($ref === undefined) return undefined;
  // Merging would change what `additionalProperties` and its like see beside them.
  return { ...notesOf(beside), allOf: [inner, withoutNotes(beside)] };
}

const onlyOne = (list: unknown): Schema | undefined =>
  Array.isArray(list) && list.length === 1 ? asSchema(list[0]) : undefined;

function notesOf(schema: Schema): Schema {
  const rules = rulesOf(schema);
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !rules.includes(keyword)));
}

/** What a JSON pointer within the document leads to (RFC 6901, as a URI fragment). */
function targetOf(reference: unknown, root: Schema): Schema | undefined {
  if (reference === '#') return root;
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined;
  let place: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    const name = unescapeStep(step);
    if (name === undefined) return undefined;
    if (Array.isArray(place)) place = place[Number(name)];
    else if (isMap(place) && Object.hasOwn(place, name)) place = place[name];
    else return undefined;
  }
  return place === undefined ? undefined : asSchema(place);
}

function unescapeStep(step: string): string | undefined {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return undefined;
  }
}

/** Whether two values hold the same schemas, and what they refer to in their documents is the same too. */
export function isSameMeaning(
  before: unknown,
  after: unknown,
  roots: { readonly before: Schema; readonly after: Schema },
): boolean {
  if (meaningText(before) !== meaningText(after)) return false;
  const seen = new Set<string>();
  const open = referencesIn(before);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    if (seen.has(reference)) continue;
    seen.add(reference);
    // An anchor can stand anywhere in the document.
    const one = targetOf(reference, roots.before) ?? roots.before;
    const other = targetOf(reference, roots.after) ?? roots.after;
    if (meaningText(one) !== meaningText(other)) return false;
    open.push(...referencesIn(one));
  }
  return true;
}

/** Every `$ref` and `$dynamicRef` in a value. A property of that name, which is no text, is none. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === '$ref' || key === '$dynamicRef') && typeof inner === 'string'
      ? [inner]
      : referencesIn(inner),
  );
}
