/**
 * Dollars a month for a quantity, rounded to the cent. Worked out in whole numbers, thousandths of a
 * unit times millionths of a dollar, so that every machine writes the same text.
 */
export function monthlyOf(quantity: number, unitPrice: number): number {
  const billionths = Math.round(quantity * 1000) * Math.round(unitPrice * 1_000_000);
  return Math.round(billionths / 10_000_000) / 100;
}

/** A sum of amounts of dollars and cents, without the dust of binary fractions. */
export const sumOf = (amounts: readonly number[]): number =>
  amounts.reduce((cents, amount) => cents + Math.round(amount * 100), 0) / 100;

/** `$1,234.50`; a negative amount begins with a minus. */
export function drawMoney(amount: number): string {
  const [dollars = '', cents] = Math.abs(amount).toFixed(2).split('.');
  const grouped = dollars.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}$${grouped}.${cents}`;
}

/** As `drawMoney`, with a plus before what is more. */
export const drawChange = (amount: number): string =>
  `${amount > 0 ? '+' : ''}${drawMoney(amount)}`;
