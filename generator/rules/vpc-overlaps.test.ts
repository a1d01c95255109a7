import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contains, networkOf, parseCidr } from './cidr.ts';
import { findOverlaps, type NamedRange } from './vpc-overlaps.ts';

const ranges = (cidrs: Readonly<Record<string, string>>): NamedRange[] =>
  Object.entries(cidrs).map(([name, cidr]) => ({ name, range: parseCidr(cidr) }));

test('each later environment is told the first one that it overlaps', () => {
  const found = findOverlaps(
    ranges({
      inner: '10.1.16.0/20',
      apart: '10.2.0.0/16',
      same: '10.1.16.0/20',
      outer: '10.1.0.0/16',
      edge: '10.1.32.0/20',
    }),
  );
  assert.deepEqual(Object.fromEntries(found), { outer: 'edge', same: 'inner' });
});

/** The same by comparing every pair. */
function compareAll(all: readonly NamedRange[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, range } of all) {
    const others = all
      .filter(
        (one) => one.name < name && (contains(one.range, range) || contains(range, one.range)),
      )
      .map((one) => one.name)
      .sort();
    if (others[0] !== undefined) found.set(name, others[0]);
  }
  return found;
}

test('it finds what comparing every pair finds', () => {
  const cidr = fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 16, max: 20 }))
    .map(([part, bits]) => networkOf({ address: 10 * 2 ** 24 + part * 4096, bits }));
  fc.assert(
    fc.property(fc.array(cidr, { maxLength: 20 }), (cidrs) => {
      const all = cidrs.map((range, index) => ({ name: `e${(index * 7) % 23}`, range }));
      const sorted = (map: ReadonlyMap<string, string>) => [...map].sort();
      assert.deepEqual(sorted(findOverlaps(all)), sorted(compareAll(all)));
    }),
  );
});
