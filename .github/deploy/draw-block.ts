/** Characters of a text that are shown; a comment, an issue and a step's summary all hold more. */
const MOST = 60_000;

/** Control characters other than tab and line feed, colours among them, and turners of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const UNSEEN = /\u001B\[[0-9;]*m|(?![\t\n])\p{Cc}|\p{Bidi_Control}/gu;

/** A text as a block of Markdown that nothing in it can end. */
export function drawBlock(text: string): string {
  const seen = text.replace(UNSEEN, '').trimEnd();
  const shown = seen.length > MOST ? `${seen.slice(0, MOST)}\n… the run's log has the rest` : seen;
  const ticks = [...shown.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...ticks) + 1);
  return `${fence}text\n${shown}\n${fence}\n`;
}
