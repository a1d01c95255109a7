// @ts-check
import { parseInline } from './markdown-inline.js';

/**
 * @typedef {import('./markdown-inline.js').Inline} Inline
 * @typedef {{type: 'list', ordered: boolean, start: number, items: ListItem[]}} List
 * @typedef {{children: Inline[], lists: List[]}} ListItem
 * @typedef {{type: 'paragraph' | 'heading', children: Inline[]}
 *   | {type: 'code', text: string}
 *   | {type: 'table', head: Inline[][], rows: Inline[][][]}
 *   | List} Block
 */

const FENCE = /^\s*```/;
const HEADING = /^#{1,6}\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s+(.*)$/;
const TABLE_ROW = /^\s*\|.*\|\s*$/;
const TABLE_LINE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

/**
 * The small part of Markdown that models write, as a tree. There are no links and no images in it:
 * a model's text could lead a visitor elsewhere. What is not understood stays as it was written.
 *
 * @param {string} text may still be growing: an open code fence reaches to the end
 * @returns {Block[]}
 */
export function parseMarkdown(text) {
  /** @type {Block[]} */
  const blocks = [];
  const lines = text.split(/\r?\n/);
  while (lines.length > 0) {
    const line = lines[0] ?? '';
    if (line.trim() === '' || RULE.test(line)) lines.shift();
    else blocks.push(takeBlock(lines));
  }
  return blocks;
}

/** Takes one block's lines away from the front. @param {string[]} lines @returns {Block} */
function takeBlock(lines) {
  const line = lines[0] ?? '';
  if (FENCE.test(line)) return takeCode(lines);
  if (TABLE_ROW.test(line) && TABLE_LINE.test(lines[1] ?? '')) return takeTable(lines);
  if (ITEM.test(line)) return takeList(lines);
  const heading = HEADING.exec(line);
  if (!heading) return takeParagraph(lines);
  lines.shift();
  return { type: 'heading', children: parseInline(heading[1] ?? '') };
}

/** @param {string[]} lines @returns {Block} */
function takeCode(lines) {
  lines.shift();
  const code = takeWhile(lines, (line) => !FENCE.test(line));
  lines.shift();
  return { type: 'code', text: code.join('\n') };
}

/** @param {string[]} lines @returns {Block} */
function takeTable(lines) {
  const [head = [], , ...rows] = takeWhile(lines, (line) => TABLE_ROW.test(line)).map(cells);
  return { type: 'table', head, rows };
}

/** @param {string} line */
function cells(line) {
  return line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => parseInline(cell.trim()));
}

/** @param {string[]} lines @returns {Block} */
function takeParagraph(lines) {
  const first = lines.shift() ?? '';
  const text = [first, ...takeWhile(lines, (line) => line.trim() !== '' && !startsBlock(line))];
  return { type: 'paragraph', children: parseInline(text.map((line) => line.trim()).join('\n')) };
}

/** A deeper item opens a list inside the item above it, a shallower one closes this list. @param {string[]} lines @returns {List} */
function takeList(lines) {
  const first = ITEM.exec(lines[0] ?? '');
  const indent = first?.[1]?.length ?? 0;
  const ordered = first?.[2] !== undefined;
  /** @type {List} */
  const list = { type: 'list', ordered, start: Number(first?.[2] ?? 1), items: [] };
  for (let item = nextItem(lines); item; item = nextItem(lines)) {
    const depth = item[1]?.length ?? 0;
    const last = list.items.at(-1);
    if (depth < indent) break;
    if (last && depth > indent + 1) last.lists.push(takeList(lines));
    else if ((item[2] !== undefined) !== ordered) break;
    else list.items.push(takeItem(lines, item[3] ?? ''));
  }
  return list;
}

/** @param {string[]} lines @param {string} text @returns {ListItem} */
function takeItem(lines, text) {
  lines.shift();
  const more = takeWhile(lines, (line) => /^\s+\S/.test(line) && !startsBlock(line));
  const words = [text, ...more.map((line) => line.trim())];
  return { children: parseInline(words.join('\n')), lists: [] };
}

/** The item that follows, also after one empty line, as models like to write. @param {string[]} lines */
function nextItem(lines) {
  const gap = lines[0]?.trim() === '' ? 1 : 0;
  const line = lines[gap] ?? '';
  const item = RULE.test(line) ? null : ITEM.exec(line);
  if (item && gap) lines.shift();
  return item;
}

/** @param {string} line */
function startsBlock(line) {
  return [FENCE, HEADING, RULE, ITEM, TABLE_ROW].some((pattern) => pattern.test(line));
}

/** @param {string[]} lines @param {(line: string) => boolean} wanted */
function takeWhile(lines, wanted) {
  const end = lines.findIndex((line) => !wanted(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}

/**
 * Text that is still being written, with its last bold mark closed. Otherwise each bold word would
 * first appear with its asterisks and then jump.
 *
 * @param {string} text
 */
export function withClosedMarks(text) {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const isOpen = (lastLine.match(/\*\*/g) ?? []).length % 2 === 1;
  if (!isOpen) return text;
  const beforeMark = text.replace(/\*\*\s*$/, '');
  return beforeMark === text ? `${text.trimEnd()}**` : beforeMark;
}
