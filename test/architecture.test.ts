import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { repository } from './support/scratch.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: repository,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const read = (file: string) => readFileSync(join(repository, file), 'utf8');
const isTest = (file: string) => /\.test\.ts$|\/(fixtures|test|test-support)\//.test(file);
const sources = files.filter((file) => file.endsWith('.ts') && !isTest(file));

/** Relative imports of a file, as paths from the repository's root. */
function importsOf(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)];
  return specifiers.map(([, path = '']) => normalize(join(dirname(file), path)));
}

/** Left to right, as data flows. A folder imports from itself and from folders to its left. */
const ROOMS = [
  'config',
  'model',
  'rules',
  'render',
  'wiring',
  'check',
  'cost',
  'graph',
  'bundle',
  'git',
  'diff',
  'edit',
  'reference',
  'write',
  'deploy',
  'report',
  'local',
  'commands',
];

test('nothing in the generator imports from a folder further along', () => {
  const roomOf = (file: string) => ROOMS.indexOf(file.split('/')[1] ?? '');
  const wrong = sources
    .filter((file) => file.startsWith('generator/') && roomOf(file) >= 0)
    .flatMap((file) =>
      importsOf(file)
        .filter((other) => roomOf(other) > roomOf(file))
        .map((other) => `${file} → ${other}`),
    );
  assert.deepEqual(wrong, []);
});

test('services import neither the generator nor one another', () => {
  const names = files.flatMap((file) => /^services\/([^/]+)\/package\.json$/.exec(file)?.[1] ?? []);
  assert.ok(names.length >= 4);
  const wrong = sources
    .filter((file) => file.startsWith('services/'))
    .flatMap((file) => {
      const own = file.split('/').slice(0, 2).join('/');
      const relative = importsOf(file).filter((other) => !other.startsWith(`${own}/`));
      const packages = [...read(file).matchAll(/from '@mcp-on-ecs\/([^/']+)/g)].map(
        ([, name]) => name,
      );
      return [...relative, ...packages.filter((name) => name !== 'shared')].map(
        (other) => `${file} → ${other}`,
      );
    });
  assert.deepEqual(wrong, []);
});

test('no service name stands in generator or templates', () => {
  const { services } = parse(read('environments/defaults.yaml')) as { services: object };
  const names = new RegExp(`(?<![\\w-])(${Object.keys(services).join('|')})(?![\\w-])`);
  const wrong = files
    .filter(
      (file) => /^(generator|templates)\//.test(file) && !isTest(file) && !file.endsWith('.json'),
    )
    .flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) =>
          names.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
  assert.deepEqual(wrong, []);
});

test('the generator exits the process in its entry only, and a service in run-service only', () => {
  const exits = sources.filter((file) => /process\.exit\(/.test(read(file)));
  assert.deepEqual(
    exits.filter(
      (file) => !/^generator\/(index|require-node)\.ts$|^services\/shared\/src\//.test(file),
    ),
    [],
  );
});

test('no service has a branch for the laptop', () => {
  const wrong = sources.filter(
    (file) =>
      /^services\/[^/]+\/src\//.test(file) &&
      /\b(isLocal|IS_LOCAL|stand-in|fauxqs)\b/.test(read(file)),
  );
  assert.deepEqual(wrong, []);
});

test('every package that a source imports is named, in an exact version, by its own workspace', () => {
  const wrong = files
    .filter((file) => file.endsWith('.ts') && /^(generator|services)\//.test(file))
    .flatMap((file) => {
      const workspace = file.startsWith('generator/')
        ? 'generator'
        : file.split('/').slice(0, 2).join('/');
      const manifests = [
        `${workspace}/package.json`,
        ...(isTest(file) ? ['package.json'] : []),
      ].map((path) => JSON.parse(read(path)));
      const known = manifests.flatMap(({ dependencies = {}, devDependencies = {} }) =>
        Object.keys({ ...dependencies, ...devDependencies }),
      );
      const imported = [
        ...read(file).matchAll(/(?:from|import\()\s*'((?:@[\w-]+\/)?[\w-][\w.-]*)(?:\/[^']*)?'/g),
      ].map(([, name = '']) => name);
      return imported
        .filter((name) => !name.startsWith('node:') && !known.includes(name))
        .map((name) => `${file}: ${name}`);
    });
  assert.deepEqual(
    [...new Set(wrong)].filter((line) => !line.includes(': node')),
    [],
  );
  for (const manifest of files.filter((file) => file.endsWith('package.json'))) {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(manifest));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(String(version), /^\d+\.\d+\.\d+$/, `${manifest}: ${name}`);
    }
  }
});

test('the lock file names no host, and actions are pinned by commit', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved": *"https?:/);
  for (const file of files.filter((name) => name.startsWith('.github/workflows/'))) {
    for (const [, reference = ''] of read(file).matchAll(/uses: *(\S+)/g)) {
      assert.match(reference, /@[0-9a-f]{40}$/, `${file}: ${reference}`);
    }
  }
});

test('the documents link to files that exist', () => {
  const documents = files.filter((file) => file.endsWith('.md'));
  const wrong = documents.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)\)/g)]
      .map(([, link = '']) => normalize(join(dirname(file), link)))
      // A golden case is rendered in a copy of this repository.
      .map((path) => path.replace(/^test\/golden\/[^/]+\/(?!environments\/)/, ''))
      .filter(
        (path) =>
          !files.some(
            (known) => known === path || known.startsWith(path.endsWith('/') ? path : `${path}/`),
          ),
      )
      .map((path) => `${file} → ${path}`),
  );
  assert.deepEqual(wrong, []);
});
