import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort, runProgram } from '../test-support/run-program.ts';

const DEMO = fileURLToPath(new URL('../test-support/demo-service.ts', import.meta.url));

async function startDemo(environment: Readonly<Record<string, string>> = {}) {
  const port = await freePort();
  const program = runProgram(DEMO, {
    PORT: String(port),
    HOST: '127.0.0.1',
    GREETING: 'hello',
    STOP_TIMEOUT_SECONDS: '2',
    ...environment,
  });
  await program.waitFor('listening');
  return Object.assign(program, { url: `http://127.0.0.1:${port}` });
}

function problemsIn(lines: readonly Readonly<Record<string, unknown>>[]): unknown {
  return lines.find(({ msg }) => msg === 'cannot start')?.problems;
}

test('every wrong variable is named in one line, and the exit code is 2', async () => {
  await using program = runProgram(DEMO, { PORT: 'many', LOG_LEVEL: 'loud' });
  assert.equal(await program.ended, 2);
  assert.equal(program.lines.length, 1);
  const problems = problemsIn(program.lines) as string[];
  assert.deepEqual(
    problems.map((problem) => problem.split(/[: ]/)[0]),
    ['PORT', 'LOG_LEVEL', 'GREETING'],
  );
});

test('a port in use is told in one line, and the service is closed', async () => {
  const port = await freePort();
  const holder = createServer().listen(port, '127.0.0.1');
  await once(holder, 'listening');
  const environment = { PORT: String(port), HOST: '127.0.0.1', GREETING: 'x' };
  await using program = runProgram(DEMO, environment);
  assert.equal(await program.ended, 2);
  assert.deepEqual(problemsIn(program.lines), ['PORT is in use by another process']);
  assert.ok(program.lines.some(({ msg }) => msg === 'closed'));
  holder.close();
});

test('an exception at the start is logged, and the exit code is 2', async () => {
  const port = String(await freePort());
  await using program = runProgram(DEMO, { PORT: port, GREETING: 'x', BREAK: 'start' });
  assert.equal(await program.ended, 2);
  const { err } = (await program.waitFor('cannot start')) as { err: { message: string } };
  assert.equal(err.message, 'broken at the start');
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} stops an idle service at once, with exit code 0`, async () => {
    await using demo = await startDemo({ STOP_TIMEOUT_SECONDS: '60' });
    assert.equal((await fetch(`${demo.url}/readyz`)).status, 200);
    const started = performance.now();
    demo.process.kill(signal);
    assert.equal(await demo.ended, 0);
    assert.ok(performance.now() - started < 10_000);
    assert.deepEqual(
      demo.lines.map(({ msg }) => msg),
      ['listening', 'stopping', 'closed', 'stopped'],
    );
  });
}

test('what is under way finishes, and its kept connection does not delay the end', async () => {
  await using demo = await startDemo({ STOP_TIMEOUT_SECONDS: '60' });
  const agent = new Agent({ keepAlive: true });
  const ask = async (path: string) => {
    const [response] = (await once(get(demo.url + path, { agent }), 'response')) as [
      IncomingMessage,
    ];
    return response;
  };
  const textOf = async (response: IncomingMessage) =>
    Buffer.concat(await response.toArray()).toString();
  const stream = await ask('/stream?ms=600');
  const waiting = ask('/wait?ms=600');
  await fetch(`${demo.url}/healthz`);
  demo.process.kill('SIGTERM');
  await demo.waitFor('stopping');
  await assert.rejects(fetch(`${demo.url}/healthz`));
  const response = await waiting;
  assert.equal(response.headers.connection, 'close');
  assert.deepEqual([await textOf(response), await textOf(stream)], ['hello', 'first last']);
  const answered = performance.now();
  assert.equal(await demo.ended, 0);
  assert.ok(performance.now() - answered < 10_000);
  agent.destroy();
});

test('what takes longer than the stop time-out is cut before the platform kills the process', async () => {
  await using demo = await startDemo();
  const cut = fetch(`${demo.url}/wait?ms=60000`);
  cut.catch(() => {});
  await fetch(`${demo.url}/healthz`);
  demo.process.kill('SIGTERM');
  await assert.rejects(cut);
  // The last resort, shortly before the time-out, would end with 1.
  assert.equal(await demo.ended, 0);
});

test('a service that fails to close ends all the same', async () => {
  await using demo = await startDemo({ BREAK: 'close' });
  demo.process.kill('SIGTERM');
  assert.equal(await demo.ended, 0);
  assert.ok(demo.lines.some(({ msg }) => msg === 'closing failed'));
});

test('a service that hangs in closing ends within the stop time-out', async () => {
  await using demo = await startDemo({ BREAK: 'hang' });
  demo.process.kill('SIGTERM');
  assert.equal(await demo.ended, 1);
});
