import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ConverseCall } from '../../test-support/bedrock-double.ts';
import { allEvents } from '../../test-support/read-events.ts';
import { type Reply, SECRET_DETAIL, says, textParts } from '../../test-support/replies.ts';
import { startAgent, type TestAgent } from '../../test-support/start-agent.ts';

let agent: TestAgent;
const replies = new Map<string, (call: number) => Reply>();
const callsOf = new Map<string, number>();

before(async () => {
  agent = await startAgent();
  agent.bedrock.reply = (call) => {
    const message = messageOf(call);
    const number = (callsOf.get(message) ?? 0) + 1;
    callsOf.set(message, number);
    return replies.get(message)?.(number) ?? says('Hello.');
  };
});
after(() => agent.close());

function messageOf({ body }: ConverseCall): string {
  return body.messages.at(-1)?.content?.[0]?.text ?? '';
}

/** Bedrock's documented HTTP status of each exception, and what the client of the agent gets. */
const MAPPED: readonly [
  exception: string,
  from: number,
  status: number,
  code: string,
  retryable: boolean,
][] = [
  ['ThrottlingException', 429, 429, 'model_throttled', true],
  ['ServiceQuotaExceededException', 400, 429, 'model_throttled', true],
  ['ModelTimeoutException', 408, 504, 'timed_out', true],
  ['ModelErrorException', 424, 503, 'model_unavailable', true],
  ['ModelStreamErrorException', 424, 503, 'model_unavailable', true],
  ['ModelNotReadyException', 429, 503, 'model_unavailable', true],
  ['ServiceUnavailableException', 503, 503, 'model_unavailable', true],
  ['InternalServerException', 500, 503, 'model_unavailable', true],
  ['AccessDeniedException', 403, 500, 'model_misconfigured', false],
  ['ValidationException', 400, 500, 'model_misconfigured', false],
  ['ResourceNotFoundException', 404, 500, 'model_misconfigured', false],
  ['BrandNewException', 418, 503, 'model_unavailable', true],
];

test('each exception has its code and status; its own text stays in the log', {
  concurrency: true,
}, async (t) => {
  // The SDK sleeps between the attempts of some of them: side by side that is slept once.
  const checks = MAPPED.map(([exception, from, status, code, retryable]) =>
    t.test(exception, async () => {
      replies.set(exception, () => ({ status: from, exception }));
      const response = await agent.chat(exception);
      const text = await response.text();
      assert.equal(response.status, status);
      const { error } = JSON.parse(text);
      assert.deepEqual([error.code, error.retryable], [code, retryable]);
      assert.ok(!text.includes(SECRET_DETAIL));
      const logged = JSON.stringify(agent.logLines.filter((line) => line.outcome === code));
      assert.ok(logged.includes(exception) && logged.includes(SECRET_DETAIL));
    }),
  );
  await Promise.all(checks);
});

test('a throttled call is tried again by the SDK and then answered', async () => {
  replies.set('busy', (call) =>
    call < 3 ? { status: 429, exception: 'ThrottlingException' } : says('At last.'),
  );
  const response = await agent.chat('busy');
  assert.equal(((await response.json()) as { response: string }).response, 'At last.');
  assert.equal(callsOf.get('busy'), 3);
});

const IN_STREAM: readonly [exception: string, code: string][] = [
  ['throttlingException', 'model_throttled'],
  ['modelStreamErrorException', 'model_unavailable'],
  ['internalServerException', 'model_unavailable'],
  ['serviceUnavailableException', 'model_unavailable'],
  ['validationException', 'model_misconfigured'],
];

for (const [exception, code] of IN_STREAM) {
  test(`${exception} in the middle of the stream is ${code}`, async () => {
    replies.set(exception, () => ({ parts: textParts('Half a'), exception }));
    const events = await allEvents(await agent.stream(exception));
    assert.deepEqual(
      events.map(({ event }) => event),
      ['start', 'text', 'error'],
    );
    assert.equal(events.at(-1)?.data.code, code);
    assert.ok(!JSON.stringify(events).includes(SECRET_DETAIL));
  });
}

test('a stream that is cut in the middle is no answer', async () => {
  for (const ending of ['cut', undefined] as const) {
    replies.set('cut', () => ({ parts: textParts('Half a'), ...(ending && { ending }) }));
    const events = await allEvents(await agent.stream('cut'));
    assert.deepEqual(
      events.map(({ event }) => event),
      ['start', 'text', 'error'],
    );
    assert.equal(events.at(-1)?.data.code, 'model_unavailable');
  }
});

test('a conversation goes on after a failure', async () => {
  const conversation = '7c9f3d1e-52a4-4a3e-9a40-0d1f0a6b2c11';
  replies.set('fails', () => ({ parts: textParts('Half a'), exception: 'throttlingException' }));
  assert.equal((await agent.chat('fails', conversation)).status, 429);
  assert.equal((await agent.chat('works', conversation)).status, 200);
  assert.equal(agent.bedrock.calls.at(-1)?.body.messages.length, 1);
});
