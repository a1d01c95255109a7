import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startModelStandIn } from './stand-in.ts';

test('a model that is started again keeps its address', async () => {
  const calls: (number | string | undefined)[] = [];
  const model = await startModelStandIn(async ({ port }) => {
    calls.push(port);
    return { url: 'http://127.0.0.1:9010', close: async () => void calls.push('closed') };
  });
  await model.stop();
  await model.stop();
  await model.start();
  await model.start();
  assert.equal(model.url, 'http://127.0.0.1:9010');
  assert.deepEqual(calls, [undefined, 'closed', 9_010]);
});
