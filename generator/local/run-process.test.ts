import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { processLives } from './fixtures/process-lives.ts';
import { startProcess } from './run-process.ts';

function start(script: string, onLine: (line: string) => void = () => {}) {
  return startProcess({
    service: 'back',
    command: [process.execPath, '-e', script],
    folder: tmpdir(),
    environment: {},
    onLine,
  });
}

test('all lines arrive before the end is told, the unfinished last one too', async () => {
  const lines: string[] = [];
  const script =
    'console.log("a"); console.log("b"); process.stdout.write("c"); process.exitCode = 3';
  const running = await start(script, (line) => lines.push(line));
  assert.equal(await running.exited, 'ended with exit code 3');
  assert.deepEqual(lines, ['a', 'b', 'c']);
});

test('the last words are the last three lines', async () => {
  const running = await start('for (const n of [1, 2, 3, 4]) console.log(n)');
  await running.exited;
  assert.equal(running.lastWords(), '2 | 3 | 4');
});

test('a process that ignores SIGTERM is killed after the grace period', async () => {
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  const script = 'process.on("SIGTERM", () => {}); console.log("on"); setInterval(() => {}, 1e6)';
  const running = await start(script, () => resolve());
  await ready;
  await running.end(50);
  assert.equal(await running.exited, 'was ended by SIGKILL');
});

test('SIGTERM is sent once, however often the end is asked for', async () => {
  const lines: string[] = [];
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  const script =
    'process.on("SIGTERM", () => { console.log("term"); setTimeout(process.exit, 100) }); console.log("on"); setInterval(() => {}, 1e6)';
  const running = await start(script, (line) => {
    lines.push(line);
    resolve();
  });
  await ready;
  const ending = running.end(5_000);
  await sleep(30);
  await Promise.all([ending, running.end(5_000)]);
  assert.deepEqual(lines, ['on', 'term']);
});

test('what a process has started ends with it', async () => {
  const lines: string[] = [];
  const script =
    'const child = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], {stdio: "inherit"}); console.log(child.pid); process.exit()';
  const running = await start(script, (line) => lines.push(line));
  await running.exited;
  for (let tries = 0; tries < 100 && processLives(Number(lines[0])); tries += 1) await sleep(20);
  assert.equal(processLives(Number(lines[0])), false);
});
