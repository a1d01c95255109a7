import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const services = globSync('services/*/src/main.ts', { cwd: root }).map((main) =>
  dirname(dirname(main)),
);

test('every service has an image of the Node that the repository pins', () => {
  const version = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
  assert.ok(services.length > 0);
  for (const service of services) {
    const file = join(root, service, 'Dockerfile');
    assert.ok(existsSync(file), file);
    assert.match(readFileSync(file, 'utf8'), new RegExp(`^ARG NODE_IMAGE=node:${version}-`, 'm'));
  }
});

test('images differ by the name of their service only', () => {
  const texts = services.map((service) =>
    readFileSync(join(root, service, 'Dockerfile'), 'utf8')
      .replaceAll(service, 'services/NAME')
      // The first line says what the service is.
      .replace(/^.*\n/, ''),
  );
  for (const text of texts) assert.equal(text, texts[0]);
});

test('an image runs as a user without rights, and without a shell in between', () => {
  for (const service of services) {
    const text = readFileSync(join(root, service, 'Dockerfile'), 'utf8');
    assert.match(text, /^USER 1000:1000$/m);
    assert.match(text, /^CMD \["node", "src\/main\.ts"\]$/m);
  }
});
