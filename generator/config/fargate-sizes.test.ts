import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fargateSize } from './fargate-sizes.ts';

test('Fargate’s smallest tasks have three sizes of memory, larger ones steps', () => {
  const legal = (cpu: number, sizes: number[]) =>
    sizes.filter((memory) => fargateSize(cpu, memory).isLegal);
  assert.deepEqual(legal(256, [256, 512, 1024, 1536, 2048, 3072]), [512, 1024, 2048]);
  assert.deepEqual(legal(512, [512, 1024, 1536, 3072, 4096, 5120]), [1024, 3072, 4096]);
  assert.deepEqual(legal(8192, [16384, 17408, 20480, 61440, 65536]), [16384, 20480, 61440]);
});
