import { isMap } from '../render/plain-values.ts';

/** Longer values say nothing in one line. */
const LONGEST = 72;

/** A value for a sentence: short, on one line. */
export function drawValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ').replace(/\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, '$1…');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
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
