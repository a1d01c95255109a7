import { parseOutput } from './parse-output.ts';
import { TextMemo } from './text-memo.ts';

/**
 * Rendered files repeat much of one another, and parsing YAML is most of the time that rendering
 * takes. So a text is cut into blocks by its indentation, and each distinct block is parsed once.
 * Only plain keys and list items are cut; all else goes to the parser as it stands.
 */

/** `key:` at the beginning of a line. What YAML reads as something other than text is no such key. */
const KEY = /^(?!(?:true|false|null):)([a-z][\w.:/-]*):(?: |$)/i;
const ONLY_KEY = /^[^ ]+: *$/;
const ITEM = /^-(?: |$)/;
const NO_CONTENT = /^ *(?:#|$)/;

/** Blocks further in are parsed whole. */
const DEEPEST = 8;
/** Longer blocks are hardly ever met twice. */
const LONGEST_KEPT = 4_000;
/** The text is not made of such blocks, or something is wrong with it. */
class NotInBlocks extends Error {}

const blocks = new TextMemo<{ readonly value: unknown }>();

/**
 * The frozen value of a YAML text; equal blocks share one object. Nothing when the text has to be
 * read as a whole, which is so whenever something is wrong with it.
 */
export function readBlocks(text: string): { readonly value: unknown } | undefined {
  // A block scalar at the end of a text without line break has another value than before a next key.
  if (!text.endsWith('\n')) return undefined;
  try {
    return { value: readBlock(text.slice(0, -1).split('\n'), 0) };
  } catch (error) {
    if (error instanceof NotInBlocks) return undefined;
    throw error;
  }
}

function readBlock(lines: readonly string[], depth: number): unknown {
  const text = `${lines.join('\n')}\n`;
  if (text.length > LONGEST_KEPT) return cutOrParse(lines, text, depth);
  const { value } =
    blocks.get(text) ?? blocks.keep(text, { value: cutOrParse(lines, text, depth) });
  return value;
}

const cutOrParse = (lines: readonly string[], text: string, depth: number): unknown =>
  (depth < DEEPEST && lines.length > 1 ? cut(lines, depth) : undefined) ?? parse(text);

function parse(text: string): unknown {
  const { value, problems } = parseOutput(text);
  if (problems.length > 0) throw new NotInBlocks();
  return value;
}

/** The value of a block that is a map with plain keys, or a list; nothing when it is neither. */
function cut(lines: readonly string[], depth: number): unknown {
  const first = lines.find((line) => !NO_CONTENT.test(line)) ?? '';
  const indent = indentOf(first);
  const isList = ITEM.test(first.slice(indent));
  const starts = startsOf(lines, indent, isList ? ITEM : KEY);
  const parts = starts?.map((from, place) => lines.slice(from, starts[place + 1]));
  if (isList) return parts && Object.freeze(parts.map((part) => readItem(part, indent, depth)));
  return parts && toMap(parts.map((part) => readEntry(part, indent, depth)));
}

const indentOf = (line: string): number => line.search(/[^ ]|$/);

/** Lines on which the entries of a block begin; nothing when it is not made of such entries alone. */
function startsOf(lines: readonly string[], indent: number, begins: RegExp): number[] | undefined {
  const starts: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (NO_CONTENT.test(line)) continue;
    const own = indentOf(line);
    if (own > indent) continue;
    if (own < indent || !begins.test(line.slice(indent))) return undefined;
    starts.push(index);
  }
  return starts.length > 0 ? starts : undefined;
}

type Entry = readonly [key: string, value: unknown];

function toMap(entries: readonly Entry[]): Readonly<Record<string, unknown>> {
  const map = Object.fromEntries(entries);
  // The same key twice is for the parser to tell.
  if (Object.keys(map).length < entries.length) throw new NotInBlocks();
  return Object.freeze(map);
}

function readEntry(part: readonly string[], indent: number, depth: number): Entry {
  const [line = '', ...inner] = part;
  const begin = line.slice(indent);
  const key = ONLY_KEY.test(begin) ? KEY.exec(begin)?.[1] : undefined;
  if (key !== undefined && holdsBlock(inner, indent)) return [key, readBlock(inner, depth + 1)];
  const [entry, ...more] = Object.entries(readBlock(part, DEEPEST) as object);
  if (!entry || more.length > 0) throw new NotInBlocks();
  return entry;
}

/** Whether what follows a key is a block of its own, further in. */
function holdsBlock(lines: readonly string[], indent: number): boolean {
  const first = lines.find((line) => !NO_CONTENT.test(line)) ?? '';
  const own = indentOf(first);
  const begin = first.slice(own);
  return own > indent && (KEY.test(begin) || ITEM.test(begin));
}

function readItem(part: readonly string[], indent: number, depth: number): unknown {
  const [line = '', ...inner] = part;
  const content = line.slice(indent + 1);
  // A map in a list means the same when a space stands for the dash.
  if (KEY.test(content.slice(indentOf(content)))) {
    return readBlock([`${' '.repeat(indent + 1)}${content}`, ...inner], depth + 1);
  }
  const [item, ...more] = readBlock(part, DEEPEST) as readonly unknown[];
  if (more.length > 0) throw new NotInBlocks();
  return item;
}
