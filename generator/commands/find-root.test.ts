import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findRoot } from './find-root.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'root-')));
after(() => rmSync(top, { recursive: true }));
const folders = ['environments/dev/rendered', 'inner/.git', 'inner/deep', 'copy/environments'];
for (const folder of folders) mkdirSync(join(top, folder), { recursive: true });

const found: [from: string, root: string][] = [
  ['.', '.'],
  ['environments', '.'],
  ['environments/dev/rendered', '.'],
  ['copy', 'copy'],
  ['copy/environments', 'copy'],
];
for (const [from, root] of found) {
  test(`from ${from} the repository is ${root}`, () => {
    assert.equal(findRoot(join(top, from)), join(top, root));
  });
}

test('a Git repository without environments is not left', () => {
  assert.equal(findRoot(join(top, 'inner/deep')), join(top, 'inner/deep'));
});
