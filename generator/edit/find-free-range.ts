import { type Cidr, contains, networkOf, parseCidr } from '../rules/cidr.ts';
import { DOCKER_RANGE, PRIVATE_RANGES } from '../rules/network.ts';

/**
 * The first block of the same size that overlaps no taken one: behind the given block, then from the
 * front of the private range that it lies in. Docker's own range is passed over.
 */
export function findFreeRange(like: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const pools = PRIVATE_RANGES.map(parseCidr);
  const pool = pools.find((range) => contains(range, like)) ?? pools[0];
  if (!pool || pool.bits > like.bits) return undefined;
  const { address: own, bits } = networkOf(like);
  const size = 2 ** (32 - bits);
  const count = 2 ** (bits - pool.bits);
  const first = Math.max((own - pool.address) / size + 1, 0);
  const others = [...taken, parseCidr(DOCKER_RANGE)];
  for (let step = 0; step < count; step++) {
    const range = { address: pool.address + ((first + step) % count) * size, bits };
    if (!others.some((other) => contains(other, range) || contains(range, other))) return range;
  }
  return undefined;
}
