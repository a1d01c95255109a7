import type { Diagnostic, Position } from '../diagnostics.ts';

/** What Handlebars throws for text that is none. Some errors know their place. */
interface HandlebarsError extends Error {
  /** From 1. */
  readonly lineNumber?: number;
  /** From 0. */
  readonly column?: number;
}

/** A text that Handlebars can't parse, as a diagnostic at the line and column where reading it ended. */
export function diagnoseSyntax(file: string, text: string, error: HandlebarsError): Diagnostic {
  const found = PARSE_ERROR.exec(error.message);
  const { message, hint, offset } = found ? explainToken(text, found) : explainOther(text, error);
  const shown = { code: 'template/syntax', severity: 'error', message } as const;
  return { ...shown, ...(hint && { hint }), ...placeAt(file, text, offset) };
}

interface Explained {
  readonly message: string;
  readonly hint?: string | undefined;
  /** In the text, from 0. */
  readonly offset: number;
}

const PARSE_ERROR = /^Parse error on line (\d+):\n(.*)\n(-*)\^\n[\s\S]*got '(\w+)'$/;

const WITHOUT_FIRST_DOT = 'a path has no dot before it: `{{service.name}}`';
const CALLS = 'there are no pipes; a call is an argument in brackets: `{{quote (join "," list)}}`';
const LOOSE_END = 'nothing is open here that it could close';

/** By the token that Handlebars did not expect. */
const TOKENS: Readonly<Record<string, { readonly message: string; readonly hint?: string }>> = {
  SEP: { message: 'a path can’t begin or go on like this', hint: WITHOUT_FIRST_DOT },
  CLOSE_BLOCK_PARAMS: { message: '`|` has no meaning here', hint: CALLS },
  CLOSE: { message: 'something is missing before `}}`' },
  CLOSE_UNESCAPED: { message: '`}}}` closes what `{{` began', hint: 'write `}}`' },
  OPEN_ENDBLOCK: { message: LOOSE_END },
  INVERSE: { message: LOOSE_END },
  OPEN_INVERSE_CHAIN: { message: LOOSE_END },
  INVALID: {
    message: 'a character that has no meaning here, or a text without its second quote',
  },
  NUMBER: { message: 'a number can’t stand here', hint: 'an item of a list is `list.[0]`' },
  OPEN_SEXPR: { message: '`(` can’t stand here' },
  CLOSE_SEXPR: { message: '`)` closes nothing, or too early' },
};

function explainToken(
  text: string,
  [, line, excerpt = '', dashes = '', token = '']: RegExpExecArray,
) {
  if (token === 'EOF') return explainEnd(text);
  const offset = offsetOf(text, Number(line), excerpt, dashes.length);
  const began = unclosedExpression(text.slice(0, offset));
  const goesOn = /^[^\n]*?\}\}/.test(text.slice(offset)) && !BEGINS_ANOTHER.test(token);
  if (began !== undefined && !goesOn) return unclosed(began);
  const known = TOKENS[token] ?? { message: 'this is not a Handlebars expression' };
  return { ...known, offset };
}

/** Tokens that only an expression of its own begins with. */
const BEGINS_ANOTHER = /^(OPEN_(?!SEXPR|BLOCK_PARAMS)|OPEN$|INVERSE)/;

const unclosed = (offset: number): Explained => ({
  message: 'this expression is not closed',
  hint: 'close it by `}}`',
  offset,
});

/** The text ended too early: in the block that is still open, or in an expression. */
function explainEnd(text: string): Explained {
  const began = unclosedExpression(text);
  if (began !== undefined) return unclosed(began);
  const open: { name: string; offset: number }[] = [];
  for (const { 1: mark, 2: name = '', index } of text.matchAll(BLOCK_TAG)) {
    if (mark === '/') open.pop();
    else if (mark) open.push({ name, offset: index });
  }
  const { name = '', offset = text.length } = open.at(-1) ?? {};
  return { message: `\`#${name}\` is not closed`, hint: `close it by \`{{/${name}}}\``, offset };
}

/** Comments are matched first, so that what stands in them is passed over. */
const BLOCK_TAG = /\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}|\{\{~?([#^/])[*>]?\s*([^\s}~]+)/g;

/** Where the expression begins in which a text ends. */
function unclosedExpression(text: string): number | undefined {
  const opened = text.lastIndexOf('{{');
  return opened >= 0 && text.indexOf('}}', opened) < 0 ? opened : undefined;
}

/**
 * Handlebars tells a place only by an excerpt without line breaks, and a line that may be too early.
 * The place is where the text would give that very excerpt.
 */
function offsetOf(text: string, line: number, excerpt: string, column: number): number {
  const lineStart = text.split('\n', line - 1).join('\n').length;
  for (let offset = lineStart; offset <= text.length; offset++) {
    const before = text.slice(Math.max(0, offset - EXCERPT), offset).replaceAll('\n', '');
    const shown = (offset > EXCERPT ? '...' : '') + before;
    if (shown.length !== column || !excerpt.startsWith(shown) || text[offset] === '\n') continue;
    const after = text.slice(offset, offset + EXCERPT).replaceAll('\n', '');
    const rest = excerpt.slice(column).replace(/\.\.\.$/, '');
    if (after.startsWith(rest) || rest.startsWith(after)) return offset;
  }
  return lineStart;
}

/** Characters that Handlebars shows on each side of an error. */
const EXCERPT = 20;

function explainOther(text: string, { message, lineNumber = 1, column = 0 }: HandlebarsError) {
  const before = text.split('\n', lineNumber - 1);
  const offset = before.reduce((sum, line) => sum + line.length + 1, 0) + column;
  const [, opened, closed] = /^(\S+) doesn't match (\S*)/.exec(message) ?? [];
  if (opened) {
    const told = `\`#${opened}\` is closed by \`/${closed}\``;
    return { message: told, hint: `close it by \`{{/${opened}}}\``, offset };
  }
  const [, path] = /^Invalid path: (\S+)/.exec(message) ?? [];
  const hint = '`this`, `.` and `..` stand only at the beginning of a path';
  if (path) return { message: `\`${path}\` is no path`, hint, offset };
  return { message: message.replace(/ - \d+:\d+$/, ''), offset };
}

function placeAt(file: string, text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, col: (before.at(-1) ?? '').length + 1 };
}
