import { joinWords, money, quote } from './describe-wanted.ts';
import type { Call, Product } from './find-earlier.ts';
import { LITERAL, WHO } from './small-talk.ts';

/** A tool's own words about a failure are passed on, but not a page of them. */
const LONGEST_REASON = 400;

/** One product as every list has it. */
function line({ id, name, price, in_stock }: Product): string {
  return `- ${name} (${id}): ${money(price)}, ${in_stock ? 'in stock' : 'out of stock'}`;
}

export function lines(products: readonly Product[]): string {
  return products.map(line).join('\n');
}

export function names(products: readonly Product[]): string {
  return products.map(({ id, name }) => `${name} (${id})`).join(', ');
}

/** The notes stand below the answer that they limit. */
export function withNotes(text: string, notes: readonly string[]): string {
  return [text, ...notes].join('\n\n');
}

export function writeCategories(categories: readonly string[]): string {
  if (categories.length === 0) return 'The search tool does not say which categories there are.';
  return `The catalog has these ${categories.length} categories: ${joinWords(categories)}.`;
}

/** A failed call in plain words, with the tool's own where it gave some. */
export function writeFailure(what: string, call: Call | undefined): string {
  if (call && !call.failed) {
    return `I could not ${what}: the tool answered in a form that I cannot read.`;
  }
  const reason = call?.text.trim().slice(0, LONGEST_REASON) ?? '';
  return reason === ''
    ? `I could not ${what}: the tool failed without a reason.`
    : `I could not ${what}. The tool says: ${reason}`;
}

export function writeNoTool(what: string): string {
  return `I have no tool for ${what} here, so I cannot answer that. ${WHO}`;
}

export function writeUnknownName(name: string): string {
  return `I found no product for ${quote(name)}. ${LITERAL}`;
}

export function writeAmbiguous(name: string, matches: readonly Product[]): string {
  return `${quote(name)} fits ${matches.length} products. Which one do you mean?\n${lines(matches)}`;
}
