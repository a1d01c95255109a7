import type { Difference, RuleKind } from './difference.ts';
import { type Schema, sortedText } from './json-schema.ts';

/** What people and models read, and no value is held against. */
const NOTES: Readonly<Record<string, RuleKind>> = {
  title: 'title-changed',
  description: 'description-changed',
  default: 'default-changed',
  examples: 'description-changed',
  deprecated: 'description-changed',
  readOnly: 'description-changed',
  writeOnly: 'description-changed',
};

export function compareNotes(before: Schema, after: Schema): Difference[] {
  return Object.entries(NOTES)
    .filter(([keyword]) => sortedText(before[keyword]) !== sortedText(after[keyword]))
    .map(([keyword, kind]) => {
      const values = { keyword, before: before[keyword], after: after[keyword] };
      return { kind, effect: 'none', path: [], ...values };
    });
}
