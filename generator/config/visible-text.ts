/** Characters that a terminal or a runner of workflows obeys, and those that reorder what people see. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A text on one line in which nothing is obeyed: no line break that could begin a workflow command,
 * no escape sequence, no invisible turn of direction. What is taken out shows as its code point.
 */
export const visibleText = (text: string): string =>
  text.replace(/[\t\r\n ]+/g, ' ').replace(OBEYED, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
