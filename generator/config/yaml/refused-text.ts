/** Keys that name parts of JavaScript's own objects. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
]);

/**
 * Characters that nobody sees or that no file can hold: control characters but tab and line ends,
 * halves of pairs, byte order marks, private use (origins are traced with them), non-characters.
 */
const REFUSED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFEFF\uE000-\uF8FF\uFFFE\uFFFF\p{Surrogate}]/u;

export function wrongCharacter(text: string) {
  const character = REFUSED.exec(text)?.[0];
  if (character === undefined) return undefined;
  const number = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const finding = {
    code: 'config/character',
    message: `the character U+${number} can't be part of a name or value`,
    hint: 'remove it; it is invisible in most editors',
  } as const;
  return { character, finding };
}
