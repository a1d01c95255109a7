import type { Alias, Scalar } from 'yaml';
import type { Splice } from './splice.ts';

/** Names and ranges of addresses are read as text without quotes; whatever else might not be gets them. */
const PLAIN = /^(?!(?:true|false|null)$)(?:[a-z][a-z0-9-]*|\d+\.\d+\.\d+\.\d+\/\d+)$/i;

/** A digest that stood without quotes may go on so. */
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** A text as a YAML scalar of one line. */
export const writeScalar = (value: string): string =>
  PLAIN.test(value) ? value : JSON.stringify(value);

/** Another value in the place of one, in the same quotes. Nothing where it spans lines. */
export function writeAgain(text: string, node: Scalar | Alias, value: string): Splice | undefined {
  const [start, end] = node.range ?? [];
  if (start === undefined || end === undefined) return undefined;
  const old = text.slice(start, end);
  if (old.includes('\n')) return undefined;
  const gap = text[start - 1] === ':' && old === '' ? ' ' : '';
  return { start, end, text: gap + inQuotesOf(old, value) };
}

function inQuotesOf(old: string, value: string): string {
  if (old.startsWith('"')) return JSON.stringify(value);
  if (old.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  return old !== '' && DIGEST.test(value) ? value : writeScalar(value);
}
