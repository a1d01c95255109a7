import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readArtifact } from './read-artifact.ts';

const sha = 'a'.repeat(40);
const event = `{"number": 12, "headSha": "${sha}"}\n`;

/** Reads an artifact of these files; `fill` adds what is no file. */
function read(files: Record<string, string | Buffer>, fill = (_folder: string): void => undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'artifact-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    fill(folder);
    return readArtifact(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('parts come in the order of their numbers, with what the run says of itself', () => {
  const names = Array.from({ length: 11 }, (_, index) => String(index + 1));
  const parts = Object.fromEntries(names.map((name) => [`${name}.md`, name]));
  assert.deepEqual(read({ ...parts, 'event.json': event }), {
    bodies: names,
    claim: { number: 12, headSha: sha },
  });
});

test('no folder and an empty folder are an artifact of nothing', () => {
  assert.deepEqual(readArtifact(join(tmpdir(), 'no-such-folder')), { bodies: [] });
  assert.deepEqual(read({}), { bodies: [] });
});

const many = Object.fromEntries(
  Array.from({ length: 16 }, (_, index) => [`${index + 1}.md`, 'x'] as const),
);
const cases: [what: string, files: Record<string, string | Buffer>, problem: RegExp][] = [
  ['a file of another name', { '1.md': 'x', 'run.sh': 'x', 'event.json': event }, /do not belong/],
  ['a hidden file', { '.npmrc': 'x', 'event.json': event }, /do not belong/],
  ['a part that is missing', { '1.md': 'x', '3.md': 'x', 'event.json': event }, /from 1 to 2/],
  ['too many parts', { ...many, 'event.json': event }, /more than 15/],
  ['10 MB', { '1.md': 'x'.repeat(10_000_000), 'event.json': event }, /too large/],
  ['bytes that are no text', { '1.md': Buffer.from([0xff]), 'event.json': event }, /UTF-8/],
  ['no event', { '1.md': 'x' }, /which pull request/],
  ['an event with more', { 'event.json': event.replace('}', ', "x": 1}') }, /event\.json/],
  ['a number that is none', { 'event.json': event.replace('12', '"12"') }, /event\.json/],
];
for (const [what, files, problem] of cases) {
  test(`an artifact with ${what} is refused whole`, () => {
    const found = read(files);
    assert.deepEqual(found.bodies, []);
    assert.equal(found.claim, undefined);
    assert.match(found.problem ?? '', problem);
  });
}

test('a link and a folder in place of a part are not opened', () => {
  const link = read({ 'event.json': event }, (folder) =>
    symlinkSync('/etc/passwd', join(folder, '1.md')),
  );
  const inside = read({ 'event.json': event }, (folder) => mkdirSync(join(folder, '1.md')));
  assert.match(link.problem ?? '', /not a plain file/);
  assert.match(inside.problem ?? '', /not a plain file/);
});
