import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { captureLog } from '../../test-support/capture-log.ts';
import { indexProducts } from '../search/product-index.ts';
import { callTool } from './call-tool.ts';
import { defineTool, LOOKS_UP, ToolRefusal } from './tool.ts';

const catalog = { current: indexProducts([]) };

function echo(run: (text: string) => Promise<{ text: string }>) {
  return defineTool({
    name: 'echo',
    title: 'Echo',
    description: 'Says it again.',
    input: z.strictObject({ text: z.string(), times: z.int().min(1).max(3).default(1) }),
    output: z.strictObject({ text: z.string() }),
    annotations: LOOKS_UP,
    run: ({ text }) => run(text),
    summarise: ({ text }) => `It is ${text.length} characters long.`,
  });
}

async function call(
  run: (text: string) => Promise<{ text: string }>,
  given: Record<string, unknown> = { text: 'private words' },
  from: { current: typeof catalog.current | undefined } = catalog,
) {
  const log = captureLog();
  const calling = { catalog: from, logger: log.logger, timeLimitMs: 50 };
  const result = await callTool(echo(run), given, calling);
  const [first] = result.content;
  return { result, text: first?.type === 'text' ? first.text : '', log };
}

test('a value comes as structured content, as JSON text and with a sentence', async () => {
  const { result } = await call(async (text) => ({ text }));
  assert.deepEqual(result.structuredContent, { text: 'private words' });
  assert.deepEqual(result.content, [
    { type: 'text', text: '{"text":"private words"}' },
    { type: 'text', text: 'It is 13 characters long.' },
  ]);
  assert.equal(result.isError, undefined);
});

test('a call is logged by tool, outcome and sizes, never by its words', async () => {
  const { log } = await call(async (text) => ({ text }));
  assert.equal(log.lines.length, 1);
  const [line] = log.lines;
  assert.deepEqual(
    [line?.tool, line?.outcome, line?.argumentsSize, line?.resultSize],
    ['echo', 'ok', 24, 49],
  );
  assert.equal(typeof line?.ms, 'number');
  assert.ok(!log.text().includes('private'));
});

test('all problems of the arguments come in one tool error, with the names that would do', async () => {
  const { result, text, log } = await call(async (given) => ({ text: given }), {
    times: 4,
    txt: 'private words',
  });
  assert.equal(result.isError, true);
  assert.equal(result.structuredContent, undefined);
  assert.match(text, /^- text: /m);
  assert.match(text, /^- times: /m);
  assert.match(text, /^- "txt" is not an argument$/m);
  assert.match(text, /Its arguments are: text, times\.$/);
  assert.equal(log.lines[0]?.outcome, 'refused');
  assert.ok(!log.text().includes('private'));
});

test('a thousand problems are cut to ten', async () => {
  const given = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`wrong${n}`, n]));
  const { text } = await call(async (value) => ({ text: value }), given);
  assert.equal(text.split('\n').length, 12);
});

test('a refusal reaches the model as it is', async () => {
  const { result, text, log } = await call(() => {
    throw new ToolRefusal('There is no such thing.');
  });
  assert.equal(result.isError, true);
  assert.equal(text, 'There is no such thing.');
  assert.deepEqual(
    log.lines.map(({ level, outcome }) => [level, outcome]),
    [['info', 'refused']],
  );
});

test('an exception reaches the log only', async () => {
  const { result, text, log } = await call(async () => {
    throw new Error('secret detail');
  });
  assert.equal(result.isError, true);
  assert.ok(!text.includes('secret detail'));
  assert.deepEqual(
    log.lines.map(({ level, outcome }) => [level, outcome]),
    [
      ['error', undefined],
      ['info', 'failed'],
    ],
  );
  assert.ok(log.text().includes('secret detail'));
});

test('a value that the output schema refuses is a failure of the tool', async () => {
  const { result, log } = await call(async () => ({ text: 1 }) as never);
  assert.equal(result.isError, true);
  assert.equal(log.lines.at(-1)?.outcome, 'failed');
});

test('a tool that takes too long is given up', async () => {
  const slow = new AbortController();
  const { result, text } = await call(async (value) => {
    await sleep(60_000, undefined, { signal: slow.signal }).catch(() => {});
    return { text: value };
  });
  slow.abort();
  assert.equal(result.isError, true);
  assert.match(text, /took too long/);
});

test('before the first catalog a call is refused', async () => {
  const never = () => assert.fail('the tool must not run');
  const { result, text } = await call(never, { text: 'x' }, { current: undefined });
  assert.equal(result.isError, true);
  assert.match(text, /has not been loaded yet/);
});
