import type { PriceRange, Subject, Wanted } from './question.ts';

/** "products in Electronics with “Bluetooth” under $100 in stock" */
export function describeWanted(count: number, wanted: Wanted): string {
  const { subjects, features, price, stock, without } = wanted;
  return [
    count === 1 ? 'product' : 'products',
    subjects.map(describeSubject).join(' or '),
    features.length > 0 ? `with ${joinWords(features.map(quote))}` : '',
    without.length > 0 ? `without ${joinWords(without.map(quote))}` : '',
    describePrice(price),
    stock === undefined ? '' : stock === 'in' ? 'in stock' : 'out of stock',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

type Verbs = Readonly<Record<'be' | 'have' | 'fit', string>>;

/** A list of features may be short of one, so its silence proves nothing. */
const VERBS: Readonly<Record<'one' | 'many' | 'none' | 'not one', Verbs>> = {
  one: { be: 'is', have: 'has', fit: 'fits' },
  many: { be: 'are', have: 'have', fit: 'fit' },
  none: { be: 'are', have: 'list', fit: 'fit' },
  'not one': { be: 'is not', have: 'does not list', fit: 'does not fit' },
};

/** What some products have in common: "are in stock", "has “Bluetooth”"; empty when it is nothing. */
export function describeNarrowing(wanted: Wanted, number: keyof typeof VERBS): string {
  const which = describeWanted(2, wanted).replace(/^products ?/u, '');
  if (which === '') return '';
  const { be, have, fit } = VERBS[number];
  if (which.startsWith('with ')) return which.replace('with', have);
  return which.startsWith('for ') ? which.replace('for', fit) : `${be} ${which}`;
}

function describeSubject({ category, query }: Subject): string {
  const words = query === undefined ? '' : `for ${quote(query)}`;
  const place = category === undefined ? '' : `in ${category}`;
  return [words, place].filter((part) => part !== '').join(' ');
}

function describePrice({ min, max }: PriceRange): string {
  if (min && max && min.amount === max.amount) return `at exactly ${bound(min.amount)}`;
  if (min?.inclusive && max?.inclusive) return `from ${bound(min.amount)} to ${bound(max.amount)}`;
  const low = min && `${min.inclusive ? 'at least' : 'over'} ${bound(min.amount)}`;
  const high = max && `${max.inclusive ? 'at most' : 'under'} ${bound(max.amount)}`;
  return [low, high].filter((part) => part !== undefined).join(' and ');
}

/** As a price tag has it: "$1,299.00". */
export function money(amount: number): string {
  const [whole = '', cents] = amount.toFixed(2).split('.');
  return `$${whole.replace(/\B(?=(?:\d{3})+$)/gu, ',')}.${cents}`;
}

/** As people say a bound: "$100", but "$49.50". */
function bound(amount: number): string {
  return money(amount).replace(/\.00$/u, '');
}

export function quote(text: string): string {
  return `“${text}”`;
}

export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
