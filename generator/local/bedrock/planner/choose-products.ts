import { chooseNewList } from './choose-search.ts';
import type { Product } from './find-earlier.ts';
import { type Memory, nothingListed } from './memory.ts';
import { ordinalWord } from './numbers.ts';
import type { Question } from './question.ts';
import { type Purpose, say, type Task } from './task.ts';
import { isOfKind } from './wanted.ts';
import { contentWords, holdsWords, sameName } from './words.ts';

/** More would be a table, not an answer. */
const MOST_SINGLE_PRODUCTS = 6;

/** Which products a question is about: by id, place in a list, pronoun or name. */
export function chooseProducts(question: Question, memory: Memory, purpose: Purpose): Task {
  const { positions, points, wanted, notes } = question;
  if (positions.length > 0 && isNewSubject(question, memory)) return chooseNewList(question);
  const outside = positions.find((place) => memory.list.at(place) === undefined);
  if (outside !== undefined) return say(notThatMany(outside, memory));
  const places = positions.flatMap((place) => memory.list.at(place) ?? []);
  const pointed = pointedAt(question, memory, purpose);
  const ids = distinct([...pointed, ...places].map(({ id }) => id).concat(question.ids));
  const needsNames = ids.length === 0 || purpose === 'compare';
  const { known, unknown } = resolveFromMemory(needsNames ? question.names : [], memory);
  const all = distinct([...ids, ...known]);
  const about = { purpose, features: wanted.features, notes: [...notes, ...noteTooMany(all)] };
  const some = all.slice(0, MOST_SINGLE_PRODUCTS);
  if (unknown.length > 0) return { kind: 'look-up', names: unknown, ids: some, ...about };
  if (purpose === 'compare' && all.length === 1) return say('I need two products to compare.');
  if (all.length > 0) return { kind: 'products', ids: some, ...about };
  const isUnclear = points === 'it' && memory.named.length > 1;
  return isUnclear ? askWhich(memory.named) : say(nothingListed(memory));
}

/** "The first three books" after a list of lamps begins something new; "the second lamp" doesn't. */
function isNewSubject({ wanted: { subjects } }: Question, { list }: Memory): boolean {
  const isKnown = subjects.some((subject) => list.some((product) => isOfKind(product, subject)));
  return subjects.length > 0 && !isKnown;
}

/** "It" is one product; "those" and "they" are all of the last answer. */
function pointedAt(
  { points, ids, positions, names }: Question,
  { it, named, list }: Memory,
  purpose: Purpose,
): readonly Product[] {
  const alone = ids.length + positions.length + names.length === 0;
  if (points === 'it' || (points === undefined && alone)) return it ? [it] : [];
  if (points === undefined || (!alone && purpose !== 'compare')) return [];
  return purpose === 'compare' && alone && named.length === 1 ? list : named;
}

/** A name that the last answers showed needs no search. */
function resolveFromMemory(
  names: readonly string[],
  { list, named }: Memory,
): { readonly known: readonly string[]; readonly unknown: readonly string[] } {
  const shown = [...named, ...list];
  const idOf = (name: string): string | undefined => {
    const exact = shown.find((product) => sameName(product.name, name));
    if (exact) return exact.id;
    const holding = shown.filter((product) => holdsWords(product.name, name));
    const ids = distinct(holding.map(({ id }) => id));
    return ids.length === 1 && contentWords(name).length > 1 ? ids[0] : undefined;
  };
  return {
    known: names.flatMap((name) => idOf(name) ?? []),
    unknown: names.filter((name) => idOf(name) === undefined),
  };
}

function noteTooMany(ids: readonly string[]): readonly string[] {
  if (ids.length <= MOST_SINGLE_PRODUCTS) return [];
  return [
    `These are the first ${MOST_SINGLE_PRODUCTS} of ${ids.length}; ask about the others by name.`,
  ];
}

function notThatMany(place: number, memory: Memory): string {
  const listed = memory.list.length;
  if (listed === 0) return nothingListed(memory);
  const count = listed === 1 ? 'one product' : `${listed} products`;
  const which = place < 0 ? 'no such place in it' : `no ${ordinalWord(place)} one`;
  return `My last list holds ${count}, so there is ${which}.`;
}

function askWhich(products: readonly Product[]): Task {
  const names = products.slice(0, 10).map(({ id, name }) => `- ${name} (${id})`);
  return say(['Which one do you mean? My last answer named these:', ...names].join('\n'));
}

function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
