import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, DiagnosticCode, Position } from '../diagnostics.ts';

/** What may be wrong with a file before anybody asks what its text says. */
export type TextProblem =
  | 'missing'
  | 'unreadable'
  | 'link'
  | 'size'
  | 'encoding'
  | 'bom'
  | 'carriageReturn';

export type TextCodes = Readonly<Record<TextProblem, DiagnosticCode>>;

export interface ReadText {
  /** With `\n` as the only line end and without a BOM; missing when the bytes can't be used. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** As large as a file may be. Hundreds of services fit; a parser's time stays under a second. */
const MAX_BYTES = 128 * 1024;

/**
 * Reads a file of the repository as text.
 *
 * @param file path from the repository's root, with `/`
 * @param codes what the caller calls each problem
 */
export function readText(root: string, file: string, codes: TextCodes): ReadText {
  const read = readBytes(join(root, file));
  if (!Buffer.isBuffer(read)) {
    const { problem, message, hint } = read;
    return { diagnostics: [wrong(codes[problem], { file }, `${file} ${message}`, hint)] };
  }
  const { text, findings } = decode(read);
  const diagnostics = findings.map(({ problem, line, col, message, hint }) =>
    wrong(codes[problem], { file, line, col }, message, hint),
  );
  return { ...(text !== undefined && { text }), diagnostics };
}

interface Refusal {
  readonly problem: TextProblem;
  readonly message: string;
  readonly hint?: string;
}

function readBytes(path: string): Buffer | Refusal {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return LINK;
    if (found.isDirectory()) return { problem: 'unreadable', message: 'is a folder, not a file' };
    if (!found.isFile()) return { problem: 'unreadable', message: 'is no ordinary file' };
    if (found.size > MAX_BYTES) return tooLarge(found.size);
    return readFileSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { problem: 'missing', message: 'does not exist' };
    }
    return { problem: 'unreadable', message: `can't be read (${code})` };
  }
}

/** What is rendered must follow from the repository alone, and a link can lead out of it. */
const LINK: Refusal = {
  problem: 'link',
  message: 'is a symbolic link, and links are not followed',
  hint: 'put the file itself here',
};

const tooLarge = (size: number): Refusal => ({
  problem: 'size',
  message: `has ${size} bytes; at most ${MAX_BYTES} are read`,
});

type Finding = Refusal & Pick<Position, 'line' | 'col'>;

function decode(bytes: Buffer): { text?: string; findings: readonly Finding[] } {
  if (!isUtf8(bytes)) return { findings: [notUtf8(bytes)] };
  const decoded = bytes.toString('utf8');
  const hasBom = decoded.startsWith('\uFEFF');
  const raw = hasBom ? decoded.slice(1) : decoded;
  // A carriage return that stands alone begins a line for YAML only, not for who counts lines.
  const text = raw.replaceAll('\r\n', '\n').replaceAll('\r', ' ');
  return { text, findings: [...(hasBom ? [BOM] : []), ...carriageReturn(raw)] };
}

const BOM: Finding = {
  problem: 'bom',
  message: 'the file begins with a byte order mark (BOM)',
  hint: 'save it as UTF-8 without BOM',
  line: 1,
  col: 1,
};

function carriageReturn(raw: string): Finding[] {
  const first = raw.indexOf('\r');
  if (first < 0) return [];
  const lines = raw.slice(0, first).split('\n');
  const message = 'the line ends with a carriage return (CRLF)';
  const hint =
    'end every line of the file with LF alone; `.gitattributes` can hold `* text eol=lf`';
  const col = [...(lines.at(-1) ?? '')].length + 1;
  return [{ problem: 'carriageReturn', message, hint, line: lines.length, col }];
}

function notUtf8(bytes: Buffer): Finding {
  const offset = firstBadByte(bytes);
  const lines = bytes.subarray(0, offset).toString('utf8').split('\n');
  const byte = bytes[offset]?.toString(16).toUpperCase();
  const isUtf16 = offset === 0 && (byte === 'FF' || byte === 'FE');
  return {
    problem: 'encoding',
    message: `the byte 0x${byte} is not UTF-8`,
    hint: `save the file as UTF-8${isUtf16 ? '; this looks like UTF-16' : ''}`,
    line: lines.length,
    col: [...(lines.at(-1) ?? '')].length + 1,
  };
}

/** Offset of the first byte that begins no UTF-8 character. */
function firstBadByte(bytes: Buffer): number {
  let offset = 0;
  while (offset < bytes.length) {
    const lead = bytes[offset] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (!isUtf8(bytes.subarray(offset, offset + length))) return offset;
    offset += length;
  }
  return offset;
}

function wrong(
  code: DiagnosticCode,
  place: Partial<Position>,
  message: string,
  hint?: string,
): Diagnostic {
  return { code, severity: 'error', message, ...(hint && { hint }), ...place };
}
