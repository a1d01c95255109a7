import { isMap } from '../render/plain-values.ts';
import type { Detail } from './entry.ts';

/** Longer values say nothing in one line. */
const LONGEST = 72;

/** A value for a sentence: short, on one line. */
export function drawValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ').replace(/\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, '$1…');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

/** As many changes of values as are read in a sentence; all of them stand beside it. */
const MOST = 4;

/** Changes of values for a sentence, the first few: `cpu 512 → 1024, and 3 more`. */
export function drawDetails(details: readonly Detail[]): string {
  const shown = details.slice(0, MOST).map(({ path, before, after }) => {
    const name = path ? `${path} ` : '';
    return `${name}${drawValue(before)} → ${drawValue(after)}`;
  });
  const more = details.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

/** A canonical value with its references as text again: `<network.Vpc>`, `<platform.DataKey.Arn>`. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (!isMap(value)) return value;
  const { Ref, 'Fn::GetAtt': getAtt, Text } = value;
  if (typeof Ref === 'string') return `<${Ref}>`;
  if (Array.isArray(getAtt)) return `<${getAtt.join('.')}>`;
  if (Array.isArray(Text)) return Text.map(plainValue).join('');
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]));
}
