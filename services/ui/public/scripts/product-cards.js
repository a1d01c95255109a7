// @ts-check
import { element } from './element.js';
import { icon } from './icon.js';
import { formatPrice } from './money.js';
import { countOf } from './tool-words.js';

/** @typedef {import('./products.js').Product} Product */

/** More than these would push the next question out of sight. */
const SHOWN_AT_FIRST = 6;

/** Categories differ in the colour of their dot; the name stands beside it. See products.css. */
const CATEGORY_COLORS = 8;

/**
 * The products of an answer as cards.
 *
 * @param {{found: Product[], similar: Product[]}} products
 * @returns {HTMLElement[]}
 */
export function productCards({ found, similar }) {
  return [
    ...(found.length > 0 ? [cardGroup(countOf(found.length), found)] : []),
    ...(similar.length > 0 ? [cardGroup('Similar', similar)] : []),
  ];
}

/** @param {string} title @param {Product[]} products */
function cardGroup(title, products) {
  const items = products.map((product) => element('li', {}, card(product)));
  const list = element('ul', { class: 'product-list' }, ...items);
  const rest = items.slice(SHOWN_AT_FIRST);
  const heading = element('h3', { class: 'product-group-title' }, title);
  return element(
    'section',
    { class: 'product-group', 'aria-label': title },
    heading,
    list,
    showRest(rest),
  );
}

/** A button that brings the rest, and hands the focus on to the first of them. @param {HTMLElement[]} rest */
function showRest(rest) {
  if (rest.length === 0) return null;
  for (const item of rest) item.hidden = true;
  const button = element(
    'button',
    {
      type: 'button',
      class: 'quiet-button',
      click: () => {
        for (const item of rest) item.hidden = false;
        button.remove();
        rest[0]?.setAttribute('tabindex', '-1');
        rest[0]?.focus();
      },
    },
    `Show ${rest.length} more`,
  );
  return button;
}

/** @param {Product} product */
function card(product) {
  const { id, name, category, price, features = [] } = product;
  const items = features.map((feature) => element('li', {}, feature));
  return element(
    'article',
    { class: 'product', 'data-product-id': id },
    element(
      'p',
      { class: 'product-top' },
      category && categoryLabel(category),
      element('span', { class: 'product-id' }, id),
    ),
    element('h4', {}, name),
    items.length > 0 && element('ul', { class: 'features', 'aria-label': 'Features' }, ...items),
    element(
      'p',
      { class: 'product-bottom' },
      element('span', { class: 'price' }, formatPrice(price)),
      stockBadge(product),
    ),
  );
}

/** @param {string} category */
function categoryLabel(category) {
  const sum = [...category].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return element(
    'span',
    { class: 'category', 'data-color': String(sum % CATEGORY_COLORS) },
    category,
  );
}

/** @param {Product} product */
function stockBadge({ in_stock: inStock }) {
  const kind = inStock ? 'in' : 'out';
  const words = inStock ? 'In stock' : 'Out of stock';
  return element('span', { class: `stock ${kind}` }, icon(inStock ? 'check' : 'dash'), words);
}
