import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { Faults } from './faults.ts';
import { type BedrockStandIn, startBedrockStandIn } from './server.ts';
import { clientOf, eventsOf, textOf, typesOf, userSays } from './test-support/bedrock-client.ts';

const faults: Faults = {};
let standIn: BedrockStandIn;
let client: BedrockRuntimeClient;

before(async () => {
  standIn = await startBedrockStandIn({ delayMs: 0, faults });
  client = clientOf(standIn);
});

beforeEach(() => {
  for (const key of Object.keys(faults) as (keyof Faults)[]) delete faults[key];
});

after(async () => {
  client.destroy();
  await standIn.close();
});

const ask = () => eventsOf(client, userSays('hello'));

async function assertRecovered(): Promise<void> {
  assert.match(textOf(await ask()), /^Hello!/);
}

for (const name of [
  'ThrottlingException',
  'ServiceUnavailableException',
  'InternalServerException',
  'ModelTimeoutException',
  'AccessDeniedException',
] as const) {
  test(`the next request can end with ${name}, and the one after is answered`, async () => {
    faults.nextError = name;
    await assert.rejects(ask(), { name });
    await assertRecovered();
  });
}

test('an SDK client hides one throttling by trying again, but not three', async () => {
  const patient = clientOf(standIn, 3);
  faults.nextError = 'ThrottlingException';
  assert.match(textOf(await eventsOf(patient, userSays('hello'))), /^Hello!/);
  Object.assign(faults, { nextError: 'ThrottlingException', errorTimes: 3 });
  await assert.rejects(eventsOf(patient, userSays('hello')), { name: 'ThrottlingException' });
  patient.destroy();
  await assertRecovered();
});

test('an error can stay until it is taken back', async () => {
  Object.assign(faults, { nextError: 'ServiceUnavailableException', errorTimes: Infinity });
  for (let tries = 0; tries < 3; tries += 1) {
    await assert.rejects(ask(), { name: 'ServiceUnavailableException' });
  }
  delete faults.nextError;
  await assertRecovered();
});

test('a stream can be cut in its middle by a broken connection', async () => {
  faults.cutStream = true;
  await assert.rejects(ask());
  await assertRecovered();
});

test('a stream can just end without its end', async () => {
  faults.cutStream = 'end';
  const events = await ask();
  assert.deepEqual(typesOf(events), ['messageStart', 'contentBlockDelta']);
  await assertRecovered();
});

test('a stream can end with an exception', async () => {
  faults.streamError = 'ModelStreamErrorException';
  await assert.rejects(ask(), { name: 'ModelStreamErrorException' });
  await assertRecovered();
});

test('an answer can stop for another reason', async () => {
  faults.stopReason = 'guardrail_intervened';
  const stop = (await ask()).find(({ messageStop }) => messageStop)?.messageStop;
  assert.equal(stop?.stopReason, 'guardrail_intervened');
  await assertRecovered();
});

test('an answer can be late', async () => {
  faults.waitMs = 150;
  const startedAt = performance.now();
  await ask();
  assert.ok(performance.now() - startedAt >= 149);
  assert.equal(faults.waitMs, undefined);
});

test('faults can be set over HTTP, but only real ones', async () => {
  const put = (body: string) => fetch(`${standIn.url}/faults`, { method: 'PUT', body });
  assert.equal((await put('{"nextError":"ThrottlingException"}')).status, 200);
  await assert.rejects(ask(), { name: 'ThrottlingException' });
  assert.equal((await put('{"nextError":"Oops"}')).status, 400);
  assert.equal((await put('{"fire":true}')).status, 400);
  await assertRecovered();
});
