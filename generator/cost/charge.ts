import type { PriceKey } from './prices.ts';
import { HOURS } from './usage.ts';

/** One thing that is paid for, before its price is looked up. */
export interface Charge {
  /** The same on both sides of a change, such as `fargate-cpu/store`. */
  readonly id: string;
  /** What people read, without the price. */
  readonly item: string;
  /** A month's, in the unit of the price. */
  readonly quantity: number;
  readonly price: PriceKey;
}

/** What a part of an environment costs, and what has to be said about it. */
export interface Priced {
  readonly charges?: readonly Charge[];
  readonly assumptions?: readonly string[];
  /** What costs money and has no charge. */
  readonly unpriced?: readonly string[];
}

export const joinPriced = (parts: readonly Priced[]): Required<Priced> => ({
  charges: parts.flatMap(({ charges = [] }) => charges),
  assumptions: parts.flatMap(({ assumptions = [] }) => assumptions),
  unpriced: parts.flatMap(({ unpriced = [] }) => unpriced),
});

/** What is paid for at every hour. */
export const hourlyCharge = (
  id: string,
  item: string,
  number: number,
  price: PriceKey,
): Charge => ({ id, item, quantity: number * HOURS, price });

/** Public IPv4 addresses of something; none when there are none. */
export const addressCharges = (id: string, of: string, number: number): Charge[] => {
  const item = `${of}: ${count(number, 'public IPv4 address', 'public IPv4 addresses')}`;
  return number > 0 ? [hourlyCharge(id, item, number, 'publicAddress')] : [];
};

/** `1 key`, `2 keys`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;
