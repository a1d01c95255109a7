// @ts-check
import { formatPrice } from './money.js';
import { productsIn } from './products.js';

/** @typedef {import('./answer.js').ToolPart} ToolPart */

/** `search_products` as a person would write it. @param {string} name */
export function readableName(name) {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A tool's arguments as names and values to read; those that were left empty are left out.
 *
 * @param {unknown} input
 * @returns {{name: string, value: string}[]}
 */
export function readableInput(input) {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined)
    .map(([key, value]) => ({ name: readableName(key), value: readableValue(key, value) }));
}

/** What came of a call, in two or three words. @param {ToolPart} call */
export function readableOutcome({ status, result }) {
  if (status === 'running') return 'Running…';
  if (status === 'unfinished') return 'Not finished';
  if (status === 'error') return 'Failed';
  const shown = productsIn(result).found.length;
  const total = totalOf(result) ?? (shown > 0 ? shown : undefined);
  if (total === undefined) return 'Done';
  return total > shown ? `${shown} of ${countOf(total)}` : countOf(shown);
}

/** @param {number} count */
export function countOf(count) {
  return count === 0 ? 'No products' : count === 1 ? '1 product' : `${count} products`;
}

/** The result as text: what a tool wrote for people as it is, everything else as JSON. @param {unknown} result */
export function readableResult(result) {
  if (typeof result === 'string') return result;
  const { text, ...rest } = /** @type {{text?: unknown}} */ (result ?? {});
  if (typeof text === 'string' && Object.keys(rest).length === 0) return text;
  return JSON.stringify(result, null, 2) ?? '';
}

/** @param {unknown} result @returns {number | undefined} */
function totalOf(result) {
  const { total } = /** @type {{total?: unknown}} */ (result ?? {});
  return Number.isInteger(total) ? Number(total) : undefined;
}

/** @param {string} key @param {unknown} value */
function readableValue(key, value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return /price/i.test(key) ? formatPrice(value) : String(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.join(', ');
  return JSON.stringify(value);
}
