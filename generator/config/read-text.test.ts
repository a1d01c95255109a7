import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readText, type TextCodes } from './read-text.ts';

const root = mkdtempSync(join(tmpdir(), 'read-text-'));
after(() => rmSync(root, { recursive: true, force: true }));

const codes: TextCodes = {
  missing: 'config/file',
  unreadable: 'config/unreadable',
  link: 'config/link',
  size: 'config/too-large',
  encoding: 'config/encoding',
  bom: 'config/bom',
  carriageReturn: 'config/crlf',
};

function read(content: string | Buffer) {
  writeFileSync(join(root, 'file'), content);
  const { text, diagnostics } = readText(root, 'file', codes);
  return { text, found: diagnostics.map(({ code, line, col }) => [code, line, col]) };
}

test('UTF-8 with LF is read as it is', () => {
  assert.deepEqual(read('é\n漢😀\n'), { text: 'é\n漢😀\n', found: [] });
});

test('what is no file is told with the code that the caller gave', () => {
  mkdirSync(join(root, 'folder'));
  symlinkSync('folder', join(root, 'link'));
  const codeOf = (file: string) => readText(root, file, codes).diagnostics[0]?.code;
  assert.deepEqual(['gone', 'folder/gone/deeper', 'folder', 'link'].map(codeOf), [
    'config/file',
    'config/file',
    'config/unreadable',
    'config/link',
  ]);
});

test('a BOM and CRLF are told, and the text goes on without them', () => {
  assert.deepEqual(read('\uFEFFa\nbé\r\nc\r'), {
    text: 'a\nbé\nc ',
    found: [
      ['config/bom', 1, 1],
      ['config/crlf', 2, 3],
    ],
  });
});

test('a file of 128 KiB is read, and one byte more is refused', () => {
  assert.deepEqual(read('x'.repeat(131_072)).found, []);
  assert.deepEqual(read('x'.repeat(131_073)), {
    text: undefined,
    found: [['config/too-large', undefined, undefined]],
  });
});

const bytes: Record<string, [bytes: number[], line: number, col: number]> = {
  'Latin-1': [[0x61, 0x0a, 0x62, 0xe9, 0x0a], 2, 2],
  'a character cut at the end': [[0xc3, 0xa9, 0xe6, 0xbc], 1, 2],
  'a byte that only continues': [[0xf0, 0x9f, 0x98, 0x80, 0x80], 1, 2],
  'an overlong form': [[0x0a, 0xc0, 0xaf], 2, 1],
  'half of a pair': [[0x61, 0xed, 0xa0, 0x80], 1, 2],
  'UTF-16': [[0xff, 0xfe, 0x61, 0x00], 1, 1],
};
for (const [title, [content, line, col]] of Object.entries(bytes)) {
  test(`${title} is told at its first bad byte`, () => {
    assert.deepEqual(read(Buffer.from(content)), {
      text: undefined,
      found: [['config/encoding', line, col]],
    });
  });
}
