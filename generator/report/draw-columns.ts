import { visibleText } from './visible-text.ts';

/** Rows of texts in columns; the last column is as wide as it is. */
export function drawColumns(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(visibleText));
  const width = (column: number) => Math.max(...shown.map((row) => row[column]?.length ?? 0));
  return shown.map((row) =>
    row
      .map((text, column) => (column === row.length - 1 ? text : text.padEnd(width(column))))
      .join('  ')
      .trimEnd(),
  );
}
