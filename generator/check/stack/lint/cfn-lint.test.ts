import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderCache } from '../check-cache.ts';
import { checkStacks } from '../check-stacks.ts';
import { stackOf } from '../fixtures/small-stack.ts';
import { startLinter } from './cfn-lint.ts';
import { runProgram } from './run-program.ts';

const double = join(import.meta.dirname, '../fixtures/cfn-lint-double.mjs');

const TEXT = `Description: a
Resources:
  Topic:
    Type: AWS::SNS::Topic # lint Error E9999 Resources/Topic/Type
    Metadata: # lint Warning W9999 Resources/Topic
      cdk_nag: {rules_to_suppress: [{id: AwsSolutions-SNS3, reason: nobody listens to it},
        {id: NIST.800.53.R5-SNSEncryptedKMS, reason: nobody listens to it}]}
`;
const check = (text: string, program = double) =>
  checkStacks([stackOf(text)], { linter: startLinter(program) });

test('findings are told at their lines with their own severity', async () => {
  const { diagnostics, skipped } = await check(TEXT);
  assert.deepEqual(
    diagnostics.map(({ code, severity, line, message }) => [
      code,
      severity,
      line,
      message.split(': ')[1],
    ]),
    [
      ['lint/cfn-lint', 'error', 4, 'E9999'],
      ['lint/cfn-lint', 'warning', 5, 'W9999'],
    ],
  );
  assert.deepEqual(skipped, []);
});

test('what another check tells is not told again', async () => {
  const told = await check(
    TEXT.replace('SNS::Topic #', 'SNS::Topi #').replace('Warning W9999', 'Error E3004'),
  );
  assert.deepEqual(
    told.diagnostics.map(({ code }) => code).filter((code) => !code.startsWith('policy/')),
    ['stack/resource-type'],
  );
});

test('without cfn-lint the check is named as skipped', async () => {
  const linter = Promise.resolve({ state: 'absent' } as const);
  const { diagnostics, skipped } = await checkStacks([stackOf(TEXT)], { linter });
  assert.deepEqual([diagnostics, skipped], [[], ['cfn-lint']]);
});

for (const [title, program, text] of [
  ['that is not where it should be', 'no-such-program', TEXT],
  ['that has no version', 'false', TEXT],
  ['that crashes', double, `${TEXT}# lint crash`],
  ['that prints something else', 'echo', TEXT],
] as const) {
  test(`a cfn-lint ${title} is told`, async () => {
    const { diagnostics } = await check(text, program);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['lint/failed'],
    );
  });
}

test('a program that takes too long is ended', async () => {
  const started = performance.now();
  assert.deepEqual(await runProgram('sleep', ['30'], { timeout: 50 }), { end: 'late' });
  assert.ok(performance.now() - started < 5000);
});

test('a text is not given to cfn-lint a second time', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cache-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const cache = folderCache(folder);
  const seen: number[] = [];
  const ready = await startLinter(double);
  assert.ok(ready.state === 'ready');
  const linter = Promise.resolve({
    ...ready,
    lint: (texts: readonly string[]) => {
      seen.push(texts.length);
      return ready.lint(texts);
    },
  });
  const stacks = [stackOf(TEXT), stackOf(`${TEXT}\n`), stackOf(TEXT, 'other')];
  const first = await checkStacks(stacks, { cache, linter });
  const second = await checkStacks(stacks, { cache, linter });
  assert.deepEqual(seen, [2]);
  assert.deepEqual(second.diagnostics, first.diagnostics);
  assert.ok(readdirSync(folder).length > 0);
});

test('a machine without cfn-lint has none', async (t) => {
  const { PATH } = process.env;
  t.after(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = import.meta.dirname;
  assert.deepEqual(await startLinter('cfn-lint'), { state: 'absent' });
});
