import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Diagnostic } from '../diagnostics.ts';
import { Failure } from '../diagnostics.ts';
import { manifestOf, scratchRepository, write } from './fixtures/scratch-environment.ts';
import { readRendered } from './read-rendered.ts';

const FOLDER = 'environments/local';
const MANIFEST = `${FOLDER}/rendered/manifest.json`;
const PAIR = [
  { name: 'back', port: 9_001 },
  { name: 'front', port: 9_002, dependsOn: ['back'] },
];

function problemsOf(root: string): readonly Diagnostic[] {
  try {
    readRendered(root, FOLDER);
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.exitCode, 2);
    return error.diagnostics;
  }
  return [];
}

function onlyProblem(t: TestContext, change: (root: string) => void): Diagnostic {
  const root = scratchRepository(t, PAIR);
  change(root);
  const [problem, ...more] = problemsOf(root);
  assert.ok(problem);
  assert.deepEqual(more, []);
  assert.equal(problem.code, 'local/file');
  return problem;
}

test('a rendered environment is read into services, seeds and region', (t) => {
  const root = scratchRepository(t, PAIR);
  const environment = readRendered(root, FOLDER);
  assert.equal(environment.region, 'eu-north-1');
  assert.deepEqual(environment.seeds, [
    {
      bucket: 'scratch-things',
      key: 'in a folder/things.json',
      file: join(root, 'data/things.json'),
    },
  ]);
  const [back, front] = environment.services;
  assert.deepEqual(front?.dependsOn, ['back']);
  assert.deepEqual(back?.command, ['node', 'main.ts']);
  assert.equal(back?.folder, join(root, 'services/back'));
  assert.equal(back?.environment.PORT, '9001');
  assert.equal(back?.stopTimeout, 5);
  assert.deepEqual(back?.serviceConnect.services[0]?.timeout, {
    idleTimeoutSeconds: 300,
    perRequestTimeoutSeconds: 15,
  });
});

test('a missing manifest says how to render it', (t) => {
  const problem = onlyProblem(t, (root) => rmSync(join(root, MANIFEST)));
  assert.equal(problem.file, MANIFEST);
  assert.match(problem.hint ?? '', /`npx tsx generator render local`/);
});

test('a manifest of another schema is refused', (t) => {
  const problem = onlyProblem(t, (root) => write(root, MANIFEST, { schema: 'manifest/v2' }));
  assert.match(problem.message, /manifest\/v2.*manifest\/v1/);
});

test('a manifest that is not JSON is refused', (t) => {
  const problem = onlyProblem(t, (root) => write(root, MANIFEST, '<<<<<<<'));
  assert.match(problem.message, /not JSON/);
});

test('an environment for AWS is not run on this machine', (t) => {
  const problem = onlyProblem(t, (root) =>
    write(root, MANIFEST, { ...manifestOf(PAIR), target: 'aws' }),
  );
  assert.match(problem.message, /target aws/);
});

test('a service that waits for one that does not come before it is refused', (t) => {
  const problem = onlyProblem(t, (root) => write(root, MANIFEST, manifestOf(PAIR.toReversed())));
  assert.match(problem.message, /front depends on back/);
});

test('a task definition without a container that can be run names the member', (t) => {
  const file = `${FOLDER}/rendered/task-definitions/back.json`;
  const problem = onlyProblem(t, (root) =>
    write(root, file, { containerDefinitions: [{ command: 'node main.ts' }] }),
  );
  assert.equal(problem.file, file);
  assert.match(problem.message, /containerDefinitions\.0\.command/);
});

test('all that is missing is told at once', (t) => {
  const root = scratchRepository(t, PAIR);
  rmSync(join(root, 'services/back'), { recursive: true });
  rmSync(join(root, `${FOLDER}/rendered/service-connect/front.json`));
  rmSync(join(root, 'data/things.json'));
  assert.deepEqual(
    problemsOf(root)
      .map(({ code, file }) => `${code} ${file}`)
      .sort(),
    [
      'local/file data/things.json',
      'local/file environments/local/rendered/service-connect/front.json',
      'local/file services/back',
    ],
  );
});
