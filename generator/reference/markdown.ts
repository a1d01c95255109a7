/** A table of Markdown. Cells are texts in which code stands in backticks; nothing in them can break the table or add markup. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line), ''];
}

/** A text on one line that shows as it is written. Code stays code. */
export function inline(text: string): string {
  const parts = text.replace(/\s+/g, ' ').split('`');
  // A backtick without a partner opens no code.
  if (parts.length % 2 === 0) return parts.map(escapeText).join('\\`');
  return parts
    .map((part, index) => (index % 2 === 0 ? escapeText(part) : `\`${escapeBars(part)}\``))
    .join('');
}

const escapeBars = (text: string) => text.replaceAll('|', '\\|');

const escapeText = (text: string) =>
  escapeBars(text.replace(/[\\*_[\]]/g, '\\$&'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
