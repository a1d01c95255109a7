import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeStart } from './print-start.ts';

const service = (name: string, exposure: string, url: string | undefined) => ({
  name,
  exposure,
  url,
  pid: 1,
});

test('the pages come first, then what is reached inside, with one address a line', () => {
  const services = [
    service('back', 'internal', 'http://127.0.0.1:9001'),
    service('batch', 'internal', undefined),
    service('front', 'express', 'http://localhost:9002'),
  ];
  const lines = describeStart({ project: 'scratch', services }, 1_234);
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  assert.ok(at('1.2 s') >= 0);
  assert.ok(at('front  http://localhost:9002') > at('Open'));
  assert.ok(at('back   http://127.0.0.1:9001') > at('front'));
  assert.equal(at('batch'), -1);
  assert.ok(at('offline stand-in') > 0 && at('Ctrl-C') > 0);
});
