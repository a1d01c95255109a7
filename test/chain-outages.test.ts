import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  catalog,
  chainOfThisFile,
  lastEvent,
  productsNamedIn,
  textOf,
  Visitor,
} from './support/running-chain.ts';

const running = chainOfThisFile();

const ask = (question: string) => new Visitor(running.urlOf('ui')).ask(question);
const pids = () => running.chain.services.map(({ pid }) => pid);

/** Asks until the answer is as wished; the services find out in their own time. */
async function eventually(question: string, wished: (text: string) => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const text = textOf(await ask(question));
    if (wished(text)) return;
    assert.ok(Date.now() < deadline, `still answers: ${text}`);
    await wait(250);
  }
}

test('a model that is down is told in a sentence, and answers again without a restart', async () => {
  const before = pids();
  await running.chain.model.stop();
  const { event, data } = lastEvent(await ask('What laptops do you have?'));
  assert.deepEqual([event, data.code, data.retryable], ['error', 'model_unavailable', true]);
  assert.match(String(data.message), /^[A-Z].*\.$/);
  assert.doesNotMatch(String(data.message), /ECONN|127\.0\.0\.1|Error/);
  await running.chain.model.start();
  assert.equal(lastEvent(await ask('What laptops do you have?')).event, 'done');
  assert.deepEqual(pids(), before);
});

test('a throttled model is told as such', async () => {
  running.faults.nextError = 'ThrottlingException';
  running.faults.errorTimes = 3;
  const { event, data } = lastEvent(await ask('What laptops do you have?'));
  assert.deepEqual([event, data.code, data.retryable], ['error', 'model_throttled', true]);
  assert.equal(lastEvent(await ask('What laptops do you have?')).event, 'done');
});

test('a model stream that is cut ends in an error, not in silence', async () => {
  running.faults.cutStream = true;
  assert.equal(lastEvent(await ask('What laptops do you have?')).event, 'error');
  assert.equal(lastEvent(await ask('What laptops do you have?')).event, 'done');
});

const s3 = () =>
  new S3Client({
    endpoint: running.chain.s3.url,
    region: 'us-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
const upload = (Body: string) =>
  s3().send(
    new PutObjectCommand({ Bucket: 'shop-local-catalog', Key: 'product-catalog.json', Body }),
  );

test('the catalog keeps serving while S3 is down', async () => {
  await running.chain.s3.stop();
  const events = await ask('What laptops do you have?');
  assert.equal(lastEvent(events).event, 'done');
  assert.ok(productsNamedIn(textOf(events)).length > 0);
  await running.chain.s3.start();
});

test('a broken catalog is refused, and a good one is taken without a restart', async () => {
  const before = pids();
  await upload('{"products": [{"id": "P001"}]}');
  await wait(3_000);
  const laptops = textOf(await ask('What laptops do you have?'));
  assert.equal(
    productsNamedIn(laptops).length,
    catalog.filter(({ name }) => name.includes('Laptop')).length,
  );
  assert.ok(
    running.log.some((line) => /refus/i.test(line)),
    'one log line says that it was refused',
  );

  const added = {
    id: 'P900',
    name: 'Orbit Laptop',
    category: 'Electronics',
    price: 1,
    in_stock: true,
    features: [],
  };
  await upload(JSON.stringify({ products: [...catalog, added] }));
  await eventually('What laptops do you have?', (text) => text.includes('Orbit Laptop'));
  assert.deepEqual(pids(), before);
});

test('a service that dies is started again, and the page says so in between', async () => {
  const server = running.chain.services.find(({ name }) => name === 'mcp-server');
  assert.ok(server?.pid);
  process.kill(server.pid, 'SIGKILL');
  const during = lastEvent(await ask('What laptops do you have?'));
  assert.ok(['done', 'error'].includes(during.event));
  if (during.event === 'error') assert.equal(during.data.code, 'tools_unavailable');
  await eventually('What laptops do you have?', (text) => productsNamedIn(text).length > 0);
});
