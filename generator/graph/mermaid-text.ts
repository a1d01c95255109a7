/** What Mermaid shows as it stands. Everything else could be syntax, Markdown or markup somewhere. */
const PLAIN = /^[\p{L}\p{N} .,:/-]$/u;

/**
 * Lines of text in quotes, for a label. Each other character becomes Mermaid's entity for its code
 * point (Mermaid, "Entity codes to escape characters"), so no text ends the label or adds markup.
 */
export const quoteLines = (lines: readonly string[]): string =>
  // Mermaid does not take a label of nothing.
  `"${lines.map((line) => escapeText(line.replace(/\s+/g, ' ').trim())).join('<br/>') || ' '}"`;

export const quoteText = (text: string): string => quoteLines([text]);

function escapeText(text: string): string {
  // Markdown would make a list of what begins like one.
  const begin = /^(\d+\.|-) /.exec(text)?.[0].length ?? 0;
  const escaped = Array.from(text, (character, index) =>
    PLAIN.test(character) && (index >= begin || /[\p{N} ]/u.test(character))
      ? character
      : `#${character.codePointAt(0)};`,
  ).join('');
  return parted(escaped);
}

/** Mermaid reads formulas and icons even out of entities, so a space of no width parts what opens them. */
const parted = (text: string) =>
  text.replaceAll('#36;#36;', '#36;#8203;#36;').replace(/\b(fa[a-z]*):(?=fa-)/g, '$1:#8203;');

/**
 * Ids for Mermaid by ids of the topology. Keywords such as `end` and `graph` are only ever lower-case
 * words of their own, and each id has its kind in front, as in `serviceEnd`.
 */
export function mermaidIds(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  for (const id of ids) {
    const short = id
      .replace(/[^A-Za-z0-9]+(.?)/g, (_match, next: string) => next.toUpperCase())
      .replace(/[^A-Za-z0-9]/g, '');
    const used = new Set(taken.values());
    let free = short || 'node';
    for (let count = 2; used.has(free); count += 1) free = `${short}N${count}`;
    taken.set(id, free);
  }
  return taken;
}
