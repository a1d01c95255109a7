import { namesSecret } from '../../config/secret-names.ts';
import { visibleText } from '../../config/visible-text.ts';
import { isSecretValue, looksRandom, secretForms } from '../../rules/secret-values.ts';

/** A name and its value, as in `token=…`, `"token": "…"` or `--token: …`. */
const PAIR = /([\w.-]+)(["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"',;&{}[\]]+)/g;

/** Headers whose whole value is kept. */
const HEADERS = /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*["']?)[^"'}]+/gi;

const HIDDEN = '(hidden)';

/** So much of one line is shown unless said otherwise, and so much is looked at; in characters. */
const LONGEST = 400;
const LOOKED_AT = 4_000;

/**
 * A line that a program or AWS wrote, fit to be printed: nothing in it is obeyed by a terminal or a
 * runner, and what sounds like a secret, by its name or its form, is hidden. Rather too much.
 */
export function hideInLine(line: string, longest = LONGEST): string {
  const forms = secretForms.reduce(
    (text, { pattern }) => text.replace(new RegExp(pattern, `${pattern.flags}g`), HIDDEN),
    visibleText(line.slice(0, LOOKED_AT)),
  );
  const hidden = forms
    .replace(HEADERS, (_all, name, between) => `${name}${between}${HIDDEN}`)
    .replace(PAIR, (all, name: string, between: string, value: string) => {
      const bare = value.replace(/^["']|["']$/g, '');
      const isSecret = namesSecret(name) || isSecretValue(name.toUpperCase(), bare);
      return isSecret ? `${name}${between}${HIDDEN}` : all;
    })
    .replace(/[A-Za-z0-9+/_=-]{24,}/g, (word) => (looksRandom(word) ? HIDDEN : word))
    .trim();
  return hidden.length > longest ? `${hidden.slice(0, longest - 1)}…` : hidden;
}
