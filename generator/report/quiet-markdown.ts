import { visibleText } from './visible-text.ts';

/**
 * A text as code. Inside code GitHub links no mention, issue, commit or address, and nothing is markup.
 * The fence is longer than any run of backticks inside, as CommonMark pairs runs of equal length.
 */
export function codeSpan(text: string): string {
  const shown = visibleText(text).trim();
  if (shown === '') return '–';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** What GitHub makes a link, a mention or a picture of, wherever it stands in a word. */
const LINKED = /[@#:/\\`]|www\.|\bgh-\d|[0-9a-f]{7,}|\.[a-z]{2,}/i;

/** Markup of CommonMark and GFM; a backslash before punctuation shows the character itself. */
const MARKUP = /[\\`*_{}[\]<>()#+\-.!|~&$=^]/g;

/**
 * A sentence that may hold values of a config: words are escaped, and whatever GitHub would make
 * something of stands in code. Punctuation at the end of a word stays outside.
 */
export const quietSentence = (text: string): string =>
  visibleText(text)
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [, before = '', core = '', after = ''] = /^([("]*)(.*?)([,;:.)"]*)$/s.exec(word) ?? [];
      const written = LINKED.test(core) ? codeSpan(core) : core.replace(MARKUP, '\\$&');
      return `${before.replace(MARKUP, '\\$&')}${written}${after.replace(MARKUP, '\\$&')}`;
    })
    .join(' ');

/** Inside a table a bar would end the cell, in code too. */
export const inCell = (markdown: string): string => markdown.replaceAll('|', '\\|');
