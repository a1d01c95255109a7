import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findChanged } from './find-changed.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ignore = readFileSync(`${root}.dockerignore`, 'utf8');
const service = (name: string) => ({
  name,
  source: `services/${name}`,
  architecture: 'X86_64',
  repository: `r/shop/${name}`,
});
const services = ['front', 'front-door', 'store'].map(service);
const all = services.map(({ name }) => name);

const cases: [what: string, file: string, changed: string[]][] = [
  ['a source', 'services/front/src/main.ts', ['front']],
  ['a service whose name begins like another', 'services/front-door/src/main.ts', ['front-door']],
  ['a manifest of packages', 'services/store/package.json', ['store']],
  ['a Dockerfile', 'services/store/Dockerfile', ['store']],
  ['shared code', 'services/shared/src/log.ts', all],
  ['the lock file', 'package-lock.json', all],
  ['how packages are installed', '.npmrc', all],
  ['what the build may see', '.dockerignore', all],
  ['a test', 'services/front/src/main.test.ts', []],
  ['a test’s own code', 'services/shared/test-support/double.ts', []],
  ['a page for people', 'services/front/README.md', []],
  ['a contract', 'services/front/contract.json', []],
  ['the generator', 'generator/index.ts', []],
  ['a config', 'environments/dev/config.yaml', []],
];
for (const [what, file, changed] of cases) {
  test(`${what} changes ${changed.length === all.length ? 'all' : changed.length} images`, () => {
    assert.deepEqual(
      findChanged(services, [file], ignore).map(({ name }) => name),
      changed,
    );
  });
}
