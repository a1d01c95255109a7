import { Composer, type CST, type Document, type ErrorCode, type YAMLParseError } from 'yaml';
import type { YamlFinding } from './finding.ts';
import { lineAround, type PositionOf } from './positions.ts';

/** One broken bracket can make an error of every line after it; nobody reads so many. */
const MOST_ERRORS = 20;

/**
 * Composes documents and tells what is not YAML, one error a line. Keys are compared elsewhere,
 * because the library does it in quadratic time.
 */
export function composeYaml(
  text: string,
  tokens: readonly CST.Token[],
  at: PositionOf,
): { readonly documents: readonly Document.Parsed[]; readonly findings: readonly YamlFinding[] } {
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    resolveKnownTags: false,
  });
  const documents = [...composer.compose(tokens, false, text.length)] as Document.Parsed[];
  const errors = documents.flatMap((document) => document.errors);
  // Tags and open quotes were told from the tokens.
  const told = errors.filter(
    ({ code, message }) => code !== 'TAG_RESOLVE_FAILED' && !message.startsWith('Missing closing'),
  );
  return { documents, findings: onePerLine(told, text, at) };
}

function onePerLine(
  errors: readonly YAMLParseError[],
  text: string,
  at: PositionOf,
): YamlFinding[] {
  const byLine = new Map<number, YamlFinding>();
  for (const error of errors) {
    const { line } = at(error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, describe(error, text));
    if (byLine.size === MOST_ERRORS) break;
  }
  return [...byLine.values()];
}

function describe({ code, message, pos }: YAMLParseError, text: string): YamlFinding {
  const [offset] = pos;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^[ \t]*/.exec(lineAround(text, offset))?.[0] ?? '';
  const tab = lineStart + indentation.indexOf('\t');
  const isIndentation = tab >= lineStart && offset <= lineStart + indentation.length;
  if (isIndentation || code === 'TAB_AS_INDENT') {
    return { ...TAB, offset: isIndentation ? tab : offset };
  }
  const { says = message, hint } = IN_WORDS[code] ?? {};
  const said = { code: 'config/syntax', message: `not YAML: ${says}`, offset } as const;
  return hint ? { ...said, hint } : said;
}

const TAB = {
  code: 'config/tab',
  message: 'the line is indented with a tab, which YAML does not allow',
  hint: 'indent with spaces',
} as const;

const QUOTES = 'put the text in quotes';

/** Where the library speaks of its parser: what is wrong in other words, and what mostly helps. */
const IN_WORDS: Readonly<Partial<Record<ErrorCode, { says?: string; hint?: string }>>> = {
  BAD_INDENT: {
    hint: 'indent it below what it belongs to, and close every bracket that was opened',
  },
  BAD_SCALAR_START: { hint: QUOTES },
  BAD_DQ_ESCAPE: { hint: 'write `\\\\` for a backslash, or use single quotes' },
  BLOCK_AS_IMPLICIT_KEY: {
    says: 'another `key: value` begins inside a value',
    hint: 'a text that holds `: ` stands in quotes; or the indentation is not right',
  },
  MISSING_CHAR: { hint: 'close every bracket, and write `: ` after a key' },
  MULTILINE_IMPLICIT_KEY: {
    says: 'a key goes over several lines',
    hint: 'write `: ` after the key',
  },
  UNEXPECTED_TOKEN: { hint: QUOTES },
};
