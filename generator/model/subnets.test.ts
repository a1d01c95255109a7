import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planSubnets } from './subnets.ts';

const cidrs = (network: Parameters<typeof planSubnets>[0]) =>
  planSubnets(network).map(({ id, cidr }) => `${id} ${cidr}`);

test('the first half of the VPC is public, the second private', () => {
  assert.deepEqual(cidrs({ cidr: '10.10.0.0/16', azCount: 2, nat: 'single' }), [
    'PublicA 10.10.0.0/19',
    'PublicB 10.10.32.0/19',
    'PrivateA 10.10.128.0/19',
    'PrivateB 10.10.160.0/19',
  ]);
});

test('a zone that is added later moves no subnet', () => {
  const network = { cidr: '10.10.0.0/16', nat: 'single' } as const;
  const three = cidrs({ ...network, azCount: 3 });
  for (const subnet of cidrs({ ...network, azCount: 2 })) assert.ok(three.includes(subnet));
});

test('ranges stay inside a VPC that begins anywhere', () => {
  assert.deepEqual(
    cidrs({ cidr: '172.31.240.0/20', azCount: 3, nat: 'single' }).at(-1),
    'PrivateC 172.31.252.0/23',
  );
});

test('one NAT gateway serves all zones, or each its own', () => {
  const nats = (nat: 'single' | 'per-az') =>
    planSubnets({ cidr: '10.0.0.0/16', azCount: 3, nat }).map(({ hasNat, natZone, isPublic }) =>
      isPublic ? hasNat : natZone,
    );
  assert.deepEqual(nats('single'), [true, false, false, 'A', 'A', 'A']);
  assert.deepEqual(nats('per-az'), [true, true, true, 'A', 'B', 'C']);
});
