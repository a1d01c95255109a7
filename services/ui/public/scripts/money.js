// @ts-check

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** A price of the catalog, which is in US dollars. @param {number} amount */
export function formatPrice(amount) {
  return dollars.format(amount);
}
