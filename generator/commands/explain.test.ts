import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeBase } from '../../test/support/corpus.ts';
import { main } from '../cli.ts';
import type { ExplainedOrigin, Explanation } from '../render/trace-explanation.ts';

let root: string;
before(async () => {
  root = await makeBase();
});
after(() => rmSync(root, { recursive: true, force: true }));

async function run(...args: string[]): Promise<string> {
  const out: string[] = [];
  const streams = {
    stdout: (text: string) => out.push(text),
    stderr: (text: string) => out.push(text),
  };
  assert.equal(await main(['explain', ...args], root, streams), 0, out.join('\n'));
  return out.join('\n');
}

/** What is said of the first line of a file that holds a text. */
async function explain(file: string, text: string): Promise<Explanation> {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes(text)) + 1;
  const { schema, ...explanation } = JSON.parse(await run(`${file}:${line}`, '--format', 'json'));
  assert.equal(schema, 'explain/v1');
  assert.equal(explanation.rendered.text, lines[line - 1]);
  return explanation;
}

const shown = ({ path, value, file, text }: ExplainedOrigin) => [path, value, file, text?.trim()];

test('a line says which template line wrote it, of which config values, and what those replaced', async () => {
  const { template, config, conditions } = await explain(
    'environments/live/rendered/stacks/platform.parameters.json',
    '"365"',
  );
  assert.equal(template?.text, 'LogRetentionDays: {{env.logs.retentionDays}}');
  assert.deepEqual(config.map(shown), [
    ['logs.retentionDays', 365, 'environments/live/config.yaml', 'retentionDays: 365'],
  ]);
  assert.deepEqual(
    config[0]?.overrode.map(({ value, file }) => [value, file]),
    [[30, 'environments/defaults.yaml']],
  );
  assert.deepEqual(conditions, []);
});

test('a line says what put it there', async () => {
  const { conditions } = await explain(
    'environments/dev/rendered/stacks/platform.yaml',
    'ExpressInfrastructureRole:',
  );
  assert.deepEqual(
    conditions.map(({ path, value }) => [path, value]),
    [
      ['services.store.exposure.mode', 'internal'],
      ['services.front.exposure.mode', 'express'],
    ],
  );
  assert.equal(conditions[1]?.overrode[0]?.value, 'internal');
});

test('a map is told by its place, without a value', async () => {
  const { conditions } = await explain(
    'environments/dev/rendered/stacks/platform.yaml',
    'StoreLogs:',
  );
  assert.deepEqual(
    conditions.map(({ path, value }) => [path, value]),
    [['services.store', undefined]],
  );
});

test('a line of the manifest names the file that it tells of', async () => {
  const manifest = 'environments/dev/rendered/manifest.json';
  const template = 'environments/dev/rendered/stacks/network.yaml';
  assert.equal((await explain(manifest, '"template": "stacks/network.yaml"')).about, template);
  const lines = readFileSync(join(root, manifest), 'utf8').split('\n');
  const entry = lines.findIndex((line) => line.includes('"stacks/network.yaml": {'));
  const { about, note } = JSON.parse(await run(`${manifest}:${entry + 2}`, '--format', 'json'));
  assert.equal(about, template);
  assert.ok(note);
});

test('lines that the generator itself writes say so', async () => {
  for (const [file, text] of [
    ['environments/dev/rendered/README.md', '# dev'],
    ['environments/dev/rendered/manifest.json', '"schema"'],
    ['environments/dev/rendered/stacks/network.yaml', '# Rendered from'],
  ] as const) {
    const { note, template, config } = await explain(file, text);
    assert.ok(note, file);
    assert.equal(template, undefined);
    assert.deepEqual(config, []);
  }
});

test('a place may be written as editors, shells and compilers write it', async () => {
  const file = 'environments/dev/rendered/services/front.json';
  const expected = await run(`${file}:2`);
  for (const place of [
    `${file}:2:7`,
    `${file}:2:`,
    `./${file}:2`,
    `${file.replaceAll('/', '\\')}:2`,
    `${join(root, file)}:2`,
  ]) {
    assert.equal(await run(place), expected, place);
  }
});

test('the text for people shows each line with its place', async () => {
  const text = await run('environments/dev/rendered/services/front.json:2');
  assert.match(
    text,
    /^environments\/dev\/rendered\/services\/front\.json:2\n {2}2 \| {3}"cluster"/,
  );
  assert.match(text, /written by templates\/express-service\.yaml\.hbs:1:1\n {2}1 \| cluster: /);
  assert.match(text, /\n {2}project: "demo"\n {4}environments\/defaults\.yaml:2\n/);
});

test('every line of every rendered file can be asked for', async () => {
  for (const file of [
    'stacks/platform.yaml',
    'task-definitions/front.json',
    'README.md',
    'manifest.json',
  ]) {
    const path = `environments/dev/rendered/${file}`;
    const count = readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length;
    for (const line of [1, 2, 3, Math.ceil(count / 2), count]) await run(`${path}:${line}`);
  }
});
