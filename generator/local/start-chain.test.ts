import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../diagnostics.ts';
import { processLives } from './fixtures/process-lives.ts';
import {
  type ScratchService,
  scratchChain,
  scratchRepository,
} from './fixtures/scratch-environment.ts';
import { type Chain, type ChainOptions, startChain } from './start-chain.ts';

const PAIR: readonly ScratchService[] = [
  { name: 'back', port: 9_001 },
  { name: 'front', port: 9_002, dependsOn: ['back'], exposure: 'express' },
];

async function started(
  test: TestContext,
  services: readonly ScratchService[],
  more: Partial<ChainOptions> = {},
) {
  const root = scratchRepository(test, services);
  const { lines, options } = scratchChain(root);
  const chain = await startChain({ ...options, ...more });
  test.after(() => chain.stop());
  return { chain, lines, root };
}

function url(chain: Chain, name: string): string {
  const found = chain.services.find((service) => service.name === name)?.url;
  assert.ok(found);
  return found;
}

async function failureOf(chain: Promise<Chain>): Promise<Failure> {
  const error = await chain.then(
    () => assert.fail('it started'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Failure, String(error));
  return error;
}

function pidsOf(chain: Chain): number[] {
  return chain.services.map(({ pid }) => {
    assert.ok(pid);
    return pid;
  });
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, 'it did not happen within 5 s');
    await sleep(10);
  }
}

test('services start after what they depend on and stop before it', async (t) => {
  const { chain, lines } = await started(t, PAIR);
  await chain.stop();
  const order = (text: string) => lines.findIndex((line) => line.includes(text));
  assert.ok(order('back is healthy') < order('front   | INFO  listening'), lines.join('\n'));
  assert.ok(order('front   | goodbye') < order('back    | goodbye'), lines.join('\n'));
  assert.deepEqual(await chain.ended, { exitCode: 0, diagnostics: [] });
});

test('a service reaches another by its Service Connect name', async (t) => {
  const { chain } = await started(t, PAIR);
  const answer = await fetch(`${url(chain, 'front')}/ask?url=http://back:9001/environment`);
  const environment = (await answer.json()) as Record<string, string>;
  assert.equal(new URL(url(chain, 'back')).port, environment.PORT);
  assert.deepEqual(chain.entryUrls, [url(chain, 'front')]);
});

test('a name that nobody serves is answered with the names that are served', async (t) => {
  const { chain } = await started(t, PAIR);
  const answer = await fetch(`${url(chain, 'front')}/ask?url=http://side:9001/`);
  assert.equal(answer.status, 502);
  assert.match(await answer.text(), /side:9001.*back:9001, front:9002/);
});

test('a client without Service Connect is not led to any name', async (t) => {
  const alone = { name: 'front', port: 9_002, serviceConnect: { enabled: false } };
  const { chain } = await started(t, [{ name: 'back', port: 9_001 }, alone]);
  await assert.rejects(fetch(`${url(chain, 'front')}/ask?url=http://back:9001/readyz`));
});

test('a stream arrives while it is made, and ends at its source when the reader leaves', async (t) => {
  const { chain } = await started(t, PAIR);
  const reader = new AbortController();
  const answer = await fetch(`${url(chain, 'front')}/ask?url=http://back:9001/count`, {
    signal: reader.signal,
  });
  const first = await answer.body?.getReader().read();
  assert.match(new TextDecoder().decode(first?.value), /^data: 0/);
  reader.abort();
  await until(async () => (await (await fetch(`${url(chain, 'back')}/broken-off`)).text()) === '1');
});

test('the process of a service has the rendered environment and nothing of the shell', async (t) => {
  process.env.SECRET_OF_THE_SHELL = 'x';
  t.after(() => delete process.env.SECRET_OF_THE_SHELL);
  const { chain } = await started(t, [{ name: 'back', environment: { COLOUR: 'blue' } }]);
  const answer = await fetch(`${url(chain, 'back')}/environment`);
  const environment = (await answer.json()) as Record<string, string>;
  assert.equal(environment.COLOUR, 'blue');
  assert.equal(environment.AWS_REGION, 'eu-north-1');
  assert.equal(environment.AWS_ENDPOINT_URL_S3, chain.s3.url);
  assert.equal(environment.SECRET_OF_THE_SHELL, undefined);
});

test('a stopped chain leaves no process and no open stand-in', async (t) => {
  const { chain } = await started(t, PAIR);
  const pids = pidsOf(chain);
  assert.deepEqual(pids.map(processLives), [true, true]);
  await chain.stop();
  assert.deepEqual(pids.map(processLives), [false, false]);
  await assert.rejects(fetch(chain.s3.url));
});

test('a service that ignores SIGTERM is killed after its stop time-out', async (t) => {
  const stubborn = { name: 'back', stopTimeout: 0.2, environment: { STUBBORN: 'yes' } };
  const { chain } = await started(t, [stubborn]);
  const pids = pidsOf(chain);
  const began = performance.now();
  await chain.stop();
  assert.ok(performance.now() - began < 2_000);
  assert.deepEqual(pids.map(processLives), [false]);
});

test('the kill signal ends a chain that takes its time to stop', async (t) => {
  const kill = new AbortController();
  const stubborn = { name: 'back', stopTimeout: 10, environment: { STUBBORN: 'yes' } };
  const { chain } = await started(t, [stubborn], { killSignal: kill.signal });
  const began = performance.now();
  const stopped = chain.stop();
  kill.abort();
  await stopped;
  assert.ok(performance.now() - began < 2_000);
});

test('the stop signal ends a chain while it still starts', async (t) => {
  const stop = new AbortController();
  const root = scratchRepository(t, [
    { name: 'back', command: ['node', '-e', 'setInterval(() => {}, 1e6)'] },
  ]);
  const { options } = scratchChain(root);
  const starting = startChain({ ...options, stopSignal: stop.signal });
  setTimeout(() => stop.abort(), 200);
  await assert.rejects(starting, (error) => error === stop.signal.reason);
});

test('a service that dies is started again and found under its name', async (t) => {
  const { chain, lines } = await started(t, PAIR);
  const before = chain.services[0]?.pid;
  await fetch(`${url(chain, 'back')}/exit?code=3`).catch(() => {});
  await until(() => lines.filter((line) => line.includes('back is healthy')).length === 2);
  assert.ok(lines.some((line) => line.includes('back ended with exit code 3; starting it again')));
  assert.notEqual(chain.services[0]?.pid, before);
  const answer = await fetch(`${url(chain, 'front')}/ask?url=http://back:9001/readyz`);
  assert.equal(answer.status, 200);
});

test('a service whose health check fails later is started again', async (t) => {
  const healthCheck = { interval: 0.05, retries: 2 };
  const { chain, lines } = await started(t, [{ name: 'back', healthCheck }]);
  await fetch(`${url(chain, 'back')}/sicken`);
  await until(() => lines.filter((line) => line.includes('back is healthy')).length === 2);
  assert.ok(lines.some((line) => line.includes('is not healthy any more')));
});

test('a service that dies too often ends the chain', async (t) => {
  const { chain } = await started(t, PAIR);
  const { ended } = chain;
  const die = () => fetch(`${url(chain, 'back')}/exit?code=3`).catch(() => {});
  const timer = setInterval(die, 20);
  const { exitCode, diagnostics } = await ended;
  clearInterval(timer);
  assert.equal(exitCode, 1);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['local/service'],
  );
  assert.deepEqual(pidsOf(chain).map(processLives), [false, false]);
});

test('a service that dies while it starts is told with its last line, and all is stopped', async (t) => {
  const dies = ['node', '-e', 'process.stderr.write("no spoon\\n"); process.exit(7)'];
  const root = scratchRepository(t, [
    { name: 'back', port: 9_001 },
    { name: 'front', port: 9_002, dependsOn: ['back'], command: dies },
  ]);
  const { lines, options } = scratchChain(root);
  const failure = await failureOf(startChain(options));
  assert.equal(failure.exitCode, 1);
  assert.equal(failure.diagnostics[0]?.code, 'local/service');
  assert.match(failure.message, /^front ended with exit code 7 .* no spoon$/);
  assert.ok(lines.some((line) => line.includes('back    | goodbye')));
});

test('a service that dies too often while another starts is the one that is told', async (t) => {
  const dies = { command: ['node', '-e', 'process.exit(8)'], healthCheck: null };
  const waits = { command: ['node', '-e', 'setInterval(() => {}, 1e6)'] };
  const root = scratchRepository(t, [
    { name: 'back', port: 9_001, ...dies },
    { name: 'front', port: 9_002, dependsOn: ['back'], ...waits },
  ]);
  const failure = await failureOf(startChain(scratchChain(root).options));
  assert.equal(failure.exitCode, 1);
  assert.match(failure.message, /^back ended with exit code 8, after 2 restarts/);
});

test('a service that never gets healthy is told with its health check', async (t) => {
  const healthCheck = {
    command: ['CMD', 'node', '-e', 'process.exit(4)'],
    interval: 0.1,
    retries: 2,
    startPeriod: 0,
  };
  const root = scratchRepository(t, [{ name: 'back', healthCheck }]);
  const failure = await failureOf(startChain(scratchChain(root).options));
  assert.equal(failure.exitCode, 1);
  assert.equal(failure.diagnostics[0]?.code, 'local/health');
  assert.match(failure.message, /back was not healthy within 0.2 s: .*exit code 4/);
});

test('a command that does not exist is told by its name', async (t) => {
  const root = scratchRepository(t, [{ name: 'back', command: ['noode', 'main.ts'] }]);
  const failure = await failureOf(startChain(scratchChain(root).options));
  assert.equal(failure.exitCode, 2);
  assert.equal(failure.diagnostics[0]?.code, 'local/command');
  assert.match(failure.message, /noode/);
});

test('every busy port is told before anything starts', async (t) => {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          t.after(() => server.close());
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  const root = scratchRepository(t, [
    { name: 'back', port: ports[0] as number },
    { name: 'front', port: ports[1] as number },
  ]);
  const { lines, options } = scratchChain(root);
  const failure = await failureOf(startChain({ ...options, ports: 'rendered' }));
  assert.equal(failure.exitCode, 1);
  assert.deepEqual(
    failure.diagnostics.map(({ code }) => code),
    ['local/port', 'local/port'],
  );
  assert.match(failure.message, new RegExp(`${ports[0]} of back .*${ports[1]} of front`));
  assert.deepEqual(lines, []);
});

test('an environment that was not rendered says how to render it', async (t) => {
  const root = scratchRepository(t, PAIR);
  rmSync(join(root, 'environments/local/rendered'), { recursive: true });
  const failure = await failureOf(startChain(scratchChain(root).options));
  assert.equal(failure.exitCode, 2);
  assert.equal(failure.diagnostics[0]?.code, 'local/file');
  assert.match(failure.diagnostics[0]?.hint ?? '', /npx tsx generator render local/);
});

test('a stand-in that can not start leaves nothing open', async (t) => {
  const root = scratchRepository(t, PAIR);
  const startModel = () => Promise.reject(new Error('no model today'));
  await assert.rejects(startChain({ ...scratchChain(root).options, startModel }), /no model today/);
});
