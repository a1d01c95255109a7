import { type Memory, nothingListed } from './memory.ts';
import { NOTHING_WANTED, type Question, type Wanted } from './question.ts';
import { NOT_UNDERSTOOD } from './small-talk.ts';
import { type Show, say, type Task } from './task.ts';
import { mergeWanted } from './wanted.ts';

/** A new search, an addition to the last one, or a choice among the products of the last answer. */
export function chooseSearch(question: Question, memory: Memory): Task {
  const { wanted, points, pick, relative, generic, continues } = question;
  const { named, wanted: earlier } = memory;
  const show = showOf(question);
  const isBare = wanted.subjects.length === 0;
  const isElliptic = isBare && !generic && asksSomething(question);
  const pointsBack = points === 'those' || (points !== undefined && isBare && !generic);
  if (pointsBack && (named.length > 0 || earlier)) return narrow(question, memory, show);
  if (points === 'those' && isBare) return say(nothingListed(memory));
  if (relative && isBare && named.length > 0) return beyond(question, memory, show);
  if (pick && isElliptic && named.length > 1) return narrow(question, memory, show);
  if (earlier && (continues || isElliptic)) {
    return search(question, mergeWanted(earlier, wanted), show);
  }
  if (isElliptic && named.length > 0) return narrow(question, memory, show);
  if (isBare && !generic && !isElliptic) return say(NOT_UNDERSTOOD);
  return search(question, wanted, show);
}

/** "The first three books", when no list of books stands above; other places can't be meant. */
export function chooseNewList(question: Question): Task {
  const { positions, wanted } = question;
  const limit = positions[0] === 0 ? { limit: positions.length } : {};
  return search(question, wanted, { ...showOf(question), ...limit });
}

function search({ adjectives, relative }: Question, wanted: Wanted, show: Show): Task {
  const ordered = relative ? { ...show, order: relative } : show;
  const task: Task = { kind: 'search', wanted, offset: 0, show: ordered };
  return adjectives.length === 0 ? task : { ...task, fallback: inNames(wanted, adjectives) };
}

/** The same with the adjectives as words to look for. */
function inNames(wanted: Wanted, adjectives: readonly string[]): Wanted {
  const words = adjectives.join(' ');
  const subjects = wanted.subjects.length === 0 ? [{}] : wanted.subjects;
  return {
    ...wanted,
    features: wanted.features.filter((feature) => !adjectives.includes(feature)),
    subjects: subjects.map(({ query, ...subject }) => ({
      ...subject,
      query: query === undefined ? words : `${words} ${query}`,
    })),
  };
}

/** "Which one is cheaper?" picks from the last answer. */
function narrow(question: Question, memory: Memory, show: Show): Task {
  const { wanted, points, relative } = question;
  const products = points === 'it' && memory.it ? [memory.it] : memory.named;
  const pick = relative && { pick: { end: relative, rank: 1, count: 1 } };
  return { kind: 'narrow', products, wanted, show: { ...show, ...pick } };
}

/** "Anything cheaper?": the last search again, below the cheapest or above the dearest shown. */
function beyond(question: Question, memory: Memory, show: Show): Task {
  const prices = memory.named.map(({ price }) => price);
  const price =
    question.relative === 'lowest'
      ? { max: { amount: Math.min(...prices), inclusive: false } }
      : { min: { amount: Math.max(...prices), inclusive: false } };
  const wanted = mergeWanted(memory.wanted ?? NOTHING_WANTED, { ...question.wanted, price });
  return search({ ...question, adjectives: [] }, wanted, show);
}

function showOf({ pick, order, limit, countsOnly, notes }: Question): Show {
  return {
    ...(pick && { pick }),
    ...(order && { order }),
    ...(limit !== undefined && { limit }),
    countsOnly,
    notes,
  };
}

function asksSomething({ wanted, pick, order, relative, countsOnly }: Question): boolean {
  const { features, price, stock, without } = wanted;
  const isListed = features.length + without.length > 0;
  const isBound = price.min ?? price.max ?? stock ?? pick ?? order ?? relative;
  return isListed || countsOnly || isBound !== undefined;
}
