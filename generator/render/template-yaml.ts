/** Characters that a YAML 1.1 or 1.2 reader refuses as they are, or takes for a line break. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A value as JSON on one line, keys sorted as Helm sorts them; YAML reads it as the same value. */
export function toJsonText(value: unknown): string {
  return escapeUnprintable(JSON.stringify(sortKeys(value)));
}

const escapeUnprintable = (json: string) =>
  json.replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(sortedEntries(value).map(([key, item]) => [key, sortKeys(item)]));
}

/** By code unit, so that no locale decides. */
const sortedEntries = (value: object): [string, unknown][] =>
  Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Plain text that no YAML reader takes for anything else, unless it is one of {@link WORDS}. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_./-]*$/;

/** Words that YAML 1.1 or 1.2 reads as true, false or null. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/**
 * A value as YAML in block style: keys sorted, one line a value however long it is, text in double
 * quotes unless every reader takes it for text, and no line break at the end.
 */
export function toYamlText(value: unknown): string {
  return blockLines(value).join('\n');
}

function blockLines(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [scalarText(value)];
  if (Array.isArray(value)) {
    return value.length === 0 ? ['[]'] : value.flatMap((item) => indented('- ', blockLines(item)));
  }
  const entries = sortedEntries(value);
  if (entries.length === 0) return ['{}'];
  return entries.flatMap(([key, item]) => {
    const lines = blockLines(item);
    return isBlock(item)
      ? [`${scalarText(key)}:`, ...lines.map((line) => `  ${line}`)]
      : [`${scalarText(key)}: ${lines[0]}`];
  });
}

const isBlock = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** The first line behind a mark, the others under it. */
const indented = (mark: string, lines: readonly string[]) =>
  lines.map((line, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + line);

function scalarText(value: unknown): string {
  if (typeof value === 'string') {
    return PLAIN.test(value) && !WORDS.test(value) ? value : toJsonText(value);
  }
  // YAML 1.1 takes `1e+21` for text, and `1.0e+21` for the number.
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}
