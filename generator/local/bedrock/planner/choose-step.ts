import { chooseProducts } from './choose-products.ts';
import { chooseSearch } from './choose-search.ts';
import { type Memory, nothingListed } from './memory.ts';
import { NOTHING_WANTED, type Question } from './question.ts';
import { NOT_UNDERSTOOD } from './small-talk.ts';
import { say, type Task } from './task.ts';
import { priceIsImpossible } from './wanted.ts';
import { wordsOf } from './words.ts';

/** Nobody looks for a product by a whole sentence, and search tools refuse one. */
const MOST_WORDS = 12;
const MOST_CHARACTERS = 100;

/** Turns a question into a task, with what the conversation tells about "those" and "the second". */
export function chooseTask(question: Question, memory: Memory): Task {
  if (isTooLong(question)) return say(NOT_UNDERSTOOD);
  if (priceIsImpossible(question.wanted.price)) {
    return say('No price lies within both of those bounds.');
  }
  const { ask } = question;
  if (ask === 'categories') return { kind: 'categories' };
  if (ask === 'more') return chooseMore(memory);
  if (ask === 'search' && !isNextProduct(question, memory)) return chooseSearch(question, memory);
  // "And P002?" asks the same of another product.
  const isNext = question.continues && (ask === 'search' || memory.purpose === 'stock');
  const purpose = isNext ? memory.purpose : undefined;
  return chooseProducts(question, memory, purpose ?? (ask === 'search' ? 'details' : ask));
}

function isTooLong({ ask, wanted, names }: Question): boolean {
  const queries = wanted.subjects.flatMap(({ query }) => query ?? []);
  const texts = [...queries, ...wanted.features, ...(ask === 'search' ? [] : names)];
  return texts.some((text) => text.length > MOST_CHARACTERS || wordsOf(text).length > MOST_WORDS);
}

/** "And the electric kettle?" after an answer about the desk lamp. */
function isNextProduct({ continues, wanted, pick, relative }: Question, memory: Memory): boolean {
  const { subjects, features, price, stock } = wanted;
  const isPlain = features.length === 0 && !(price.min ?? price.max ?? stock ?? pick ?? relative);
  const isName = subjects.length > 0 && subjects.every(({ category }) => category === undefined);
  return memory.purpose !== undefined && continues && isPlain && isName;
}

function chooseMore(memory: Memory): Task {
  const { wanted, nextOffset, named, held } = memory;
  const show = { countsOnly: false, notes: [] };
  if (held.length > 0) return { kind: 'narrow', products: held, wanted: NOTHING_WANTED, show };
  if (wanted && nextOffset !== undefined) {
    return { kind: 'search', wanted, offset: nextOffset, show };
  }
  if (named.length === 0) return say(nothingListed(memory));
  return say('That was everything: my last answer left nothing out.');
}
