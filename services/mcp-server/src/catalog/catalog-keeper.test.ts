import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { captureLog } from '../../test-support/capture-log.ts';
import { catalogText, product } from '../../test-support/products.ts';
import { CatalogKeeper } from './catalog-keeper.ts';
import type { CatalogSource, Fetched } from './s3-source.ts';

const GOOD = fetched('"1"', catalogText([product({ id: 'P001' })]));
const BETTER = fetched('"2"', catalogText([product({ id: 'P001' }), product({ id: 'P002' })]));
const BROKEN = fetched('"3"', '{"products": [{}]}');
const UNCHANGED: Fetched = { status: 'unchanged' };

function fetched(etag: string, text: string): Fetched {
  return { status: 'changed', etag, bytes: Buffer.from(text) };
}

/** Answers in turn, the last one for ever, and remembers with which ETags it was asked. */
function scripted(...answers: (Fetched | Error)[]) {
  const etags: (string | undefined)[] = [];
  let closed = false;
  const source: CatalogSource = {
    async fetch(etag) {
      const answer = answers[Math.min(etags.length, answers.length - 1)] as Fetched | Error;
      etags.push(etag);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    close() {
      closed = true;
    },
  };
  return { source, etags, isClosed: () => closed };
}

function keep(source: CatalogSource) {
  const log = captureLog();
  const readiness = new Readiness();
  const keeper = new CatalogKeeper({ source, refreshMs: 30_000, logger: log.logger, readiness });
  const messages = () => log.lines.map(({ level, msg }) => `${level}: ${msg}`);
  return { keeper, readiness, messages, lines: log.lines };
}

test('the first good catalog makes the service ready', async () => {
  const { keeper, readiness, messages } = keep(scripted(GOOD).source);
  assert.equal(readiness.ready, false);
  await keeper.refresh();
  assert.equal(keeper.current?.products.length, 1);
  assert.equal(readiness.ready, true);
  assert.deepEqual(messages(), ['info: catalog loaded']);
});

test('each fetch sends the ETag of the last, and an unchanged object is silent', async () => {
  const { source, etags } = scripted(GOOD, UNCHANGED, BETTER, UNCHANGED);
  const { keeper, messages } = keep(source);
  for (let times = 0; times < 4; times += 1) await keeper.refresh();
  assert.deepEqual(etags, [undefined, '"1"', '"1"', '"2"']);
  assert.equal(keeper.current?.products.length, 2);
  assert.deepEqual(messages(), ['info: catalog loaded', 'info: catalog loaded']);
});

test('a broken catalog is refused once, and the last good one keeps serving', async () => {
  const { source, etags } = scripted(GOOD, BROKEN, UNCHANGED, BETTER);
  const { keeper, readiness, messages, lines } = keep(source);
  for (let times = 0; times < 3; times += 1) await keeper.refresh();
  assert.equal(keeper.current?.products.length, 1);
  assert.equal(readiness.ready, true);
  assert.deepEqual(messages(), ['info: catalog loaded', 'error: catalog refused']);
  assert.match(String(lines[1]?.problems), /^products\[0\]\.id: /);
  await keeper.refresh();
  assert.equal(keeper.current?.products.length, 2);
  assert.deepEqual(etags.at(-1), '"3"');
});

test('a broken first catalog leaves the service unready', async () => {
  const { keeper, readiness, lines } = keep(scripted(BROKEN).source);
  await keeper.refresh();
  assert.equal(readiness.ready, false);
  assert.equal(lines[0]?.serving, 'nothing');
});

test('an object that is too large is refused', async () => {
  const { keeper, readiness, messages } = keep(
    scripted({ status: 'too-large', etag: '"9"' }, UNCHANGED).source,
  );
  await keeper.refresh();
  await keeper.refresh();
  assert.equal(readiness.ready, false);
  assert.deepEqual(messages(), ['error: catalog refused']);
});

test('a source out of reach is reported once, and so is its return', async () => {
  const down = new Error('connection refused');
  const { keeper, messages } = keep(scripted(GOOD, down, down, down, UNCHANGED).source);
  for (let times = 0; times < 5; times += 1) await keeper.refresh();
  assert.equal(keeper.current?.products.length, 1);
  assert.deepEqual(messages(), [
    'info: catalog loaded',
    'error: catalog cannot be read',
    'info: catalog can be read again',
  ]);
});

test('retries before the first catalog start soon and slow down; then the interval counts', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const down = new Error('down');
  const { source, etags } = scripted(down, down, down, GOOD, UNCHANGED);
  const { keeper } = keep(source);
  keeper.start();
  for (const [waitMs, fetches] of [
    [0, 1],
    [500, 2],
    [999, 2],
    [1, 3],
    [2_000, 4],
    [29_999, 4],
    [1, 5],
  ] as const) {
    t.mock.timers.tick(waitMs);
    await turn();
    assert.equal(etags.length, fetches, `after ${waitMs} ms more`);
  }
  keeper.close();
});

test('no second fetch starts while one is under way', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let fetches = 0;
  const hanging: CatalogSource = {
    fetch() {
      fetches += 1;
      return new Promise(() => {});
    },
    close() {},
  };
  const { keeper } = keep(hanging);
  keeper.start();
  t.mock.timers.tick(120_000);
  await turn();
  assert.equal(fetches, 1);
  keeper.close();
});

test('closing ends the timer and the source, without a word', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { source, etags, isClosed } = scripted(GOOD);
  const { keeper } = keep(source);
  keeper.start();
  await turn();
  keeper.close();
  t.mock.timers.tick(300_000);
  await turn();
  assert.equal(etags.length, 1);
  assert.equal(isClosed(), true);
});
