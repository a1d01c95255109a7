import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { scratchRepository } from '../../../test/support/scratch.ts';
import { Failure } from '../../diagnostics.ts';
import { readRelease } from './read-release.ts';

function problems(root: string, environment: string): string[] {
  try {
    readRelease(root, environment);
    return [];
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, 2);
    return error.diagnostics.map(({ code, file = '' }) => `${code} ${file}`);
  }
}

const scratch = (t: TestContext) => scratchRepository(t);
const DEV = 'environments/dev/rendered';

test('what was committed is read whole', (t) => {
  const { root } = scratch(t);
  const release = readRelease(root, 'dev');
  assert.equal(release.manifest.target, 'aws');
  assert.match(release.manifestHash, /^[0-9a-f]{64}$/);
  assert.deepEqual(
    release.wiring.stacks.map(({ name }) => name),
    ['network', 'platform'],
  );
});

test('a file that differs, is missing, extra or a link is named, all at once', (t) => {
  const { root, edit } = scratch(t);
  edit(`${DEV}/stacks/network.yaml`, 'AWS::EC2::VPC', 'AWS::EC2::Vpc');
  rmSync(join(root, DEV, 'stacks/platform.parameters.json'));
  writeFileSync(join(root, DEV, 'extra.json'), '{}');
  symlinkSync('network.yaml', join(root, DEV, 'stacks/link.yaml'));
  assert.deepEqual(problems(root, 'dev').sort(), [
    `deploy/manifest ${DEV}/extra.json`,
    `deploy/manifest ${DEV}/stacks/link.yaml`,
    `deploy/manifest ${DEV}/stacks/network.yaml`,
    `deploy/manifest ${DEV}/stacks/platform.parameters.json`,
  ]);
});

test('a manifest that lies about a file, or is no JSON, lets nothing through', (t) => {
  const { root, read, write } = scratch(t);
  const manifest = JSON.parse(read(`${DEV}/manifest.json`));
  manifest.files['README.md'].sha256 = '0'.repeat(64);
  write(`${DEV}/manifest.json`, JSON.stringify(manifest));
  assert.deepEqual(problems(root, 'dev'), [`deploy/manifest ${DEV}/README.md`]);
  write(`${DEV}/manifest.json`, '{');
  assert.ok(problems(root, 'dev').length > 5);
});

test('an environment that is not rendered is a mistake of the command line', (t) => {
  const { root } = scratch(t);
  mkdirSync(join(root, 'environments/empty'));
  for (const name of ['nowhere', 'empty']) {
    assert.deepEqual(problems(root, name), ['usage ']);
  }
});
