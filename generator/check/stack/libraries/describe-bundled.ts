import type { RuleCode } from '../../../diagnostics.ts';
import { hintFrom } from '../../../nearest.ts';
import type { BundledFinding } from './slow-findings.ts';

interface Words {
  readonly message: string;
  readonly hint?: string;
}

/** Sentences of the bundled rules that are hard to read, and what they say. */
const SENTENCES: readonly {
  readonly pattern: RegExp;
  readonly say: (...parts: string[]) => Words;
}[] = [
  {
    pattern:
      /^Additional properties are not allowed \('(.+?)' was unexpected(?:\. Did you mean '(.+?)'\?)?\)$/,
    say: (property, meant) => ({
      message: `there is no property \`${property}\` here`,
      ...(meant && { hint: `did you mean \`${meant}\`?` }),
    }),
  },
  {
    pattern: /^'(.+?)' is a required property$/,
    say: (property) => ({ message: `\`${property}\` is required` }),
  },
  {
    pattern: / is not of type '(\w+)'$/,
    say: (type) => ({ message: `this has to be of type \`${type}\`` }),
  },
  {
    pattern: /^'(.*?)' is not one of \[(.*)\]$/,
    say: (word = '', known = '') => ({
      message: `\`${word}\` is not allowed here`,
      hint: hintFrom(
        word,
        [...known.matchAll(/'([^']*)'/g)].map(([, name = '']) => name),
      ),
    }),
  },
];

/** A finding of the bundled rules in plain words. */
export function describeBundled({ message, hint }: BundledFinding, code?: RuleCode): Words {
  for (const { pattern, say } of SENTENCES) {
    const match = pattern.exec(message);
    const words = match && say(...match.slice(1));
    if (words && code === 'stack/attribute') {
      return { ...words, message: `there is no attribute \`${match[1]}\`` };
    }
    if (words) return words;
  }
  return { message, ...(hint && { hint }) };
}
