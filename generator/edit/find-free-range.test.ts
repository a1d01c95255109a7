import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCidr, parseCidr } from '../rules/cidr.ts';
import { findFreeRange } from './find-free-range.ts';

const cases: readonly (readonly [title: string, like: string, taken: string[], free?: string])[] = [
  ['the block behind it', '10.10.0.0/16', ['10.10.0.0/16'], '10.11.0.0/16'],
  ['past those that are taken', '10.1.0.0/16', ['10.1.0.0/16', '10.2.0.0/16'], '10.3.0.0/16'],
  ['past a smaller one inside', '10.1.0.0/16', ['10.1.0.0/16', '10.2.64.0/20'], '10.3.0.0/16'],
  ['past a larger one around', '10.1.0.0/20', ['10.1.0.0/16'], '10.2.0.0/20'],
  ['from the front at the end', '10.255.0.0/16', ['10.255.0.0/16'], '10.0.0.0/16'],
  ['past the range of Docker', '172.16.0.0/16', ['172.16.0.0/16'], '172.18.0.0/16'],
  ['none in a range that is full', '192.168.0.0/16', ['192.168.0.0/16']],
];

for (const [title, like, taken, free] of cases) {
  test(`the free range is ${title}`, () => {
    const found = findFreeRange(parseCidr(like), taken.map(parseCidr));
    assert.equal(found && formatCidr(found), free);
  });
}
