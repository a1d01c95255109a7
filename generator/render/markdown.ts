type Cells = readonly string[];

/**
 * The lines of a table of Markdown.
 *
 * @param write makes a cell of a text. Without it nothing in a text can break the table or add markup.
 */
export function table(head: Cells, rows: readonly Cells[], write = inline): string[] {
  const line = (cells: Cells) => `| ${cells.map(write).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line), ''];
}

/** A text on one line that shows as it is written. Code stays code. */
export function inline(text: string): string {
  // A run of several opens or closes no code that single ones open or close (CommonMark, "Code spans").
  const parts = text.replace(/\s+/g, ' ').split(/(?<!`)`(?!`)/);
  // A backtick without a partner opens no code.
  if (parts.length % 2 === 0) return parts.map(escapeText).join('\\`');
  return parts
    .map((part, index) => (index % 2 === 0 ? escapeText(part) : `\`${escapeBars(part)}\``))
    .join('');
}

const escapeBars = (text: string) => text.replaceAll('|', '\\|');

const escapeText = (text: string) =>
  escapeBars(text.replace(/[\\*_[\]`]/g, '\\$&'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
