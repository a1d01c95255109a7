/** Words that people put around what they look for. They match nothing and hinder nothing. */
const STOP_WORDS = new Set(
  (
    'a all an and any are at by can do does for find from get has have i in is it item items list ' +
    'looking me my need of on or please product products search show some that the there these to ' +
    'want what which with you your'
  ).split(' '),
);

/** Plurals that no rule of `wordKey` leads to their singular. */
const IRREGULAR = new Map(
  Object.entries({
    buses: 'bus',
    children: 'child',
    clothes: 'clothing',
    feet: 'foot',
    gases: 'gas',
    halves: 'half',
    knives: 'knife',
    leaves: 'leaf',
    lens: 'lens',
    lenses: 'lens',
    loaves: 'loaf',
    men: 'man',
    mice: 'mouse',
    pcs: 'pc',
    potatoes: 'potato',
    scarves: 'scarf',
    shelves: 'shelf',
    teeth: 'tooth',
    tomatoes: 'tomato',
    tvs: 'tv',
    wolves: 'wolf',
    women: 'woman',
  }),
);

const COMPOUND = /[\p{L}\p{N}.]+(?:-[\p{L}\p{N}.]+)*/gu;

/** Lower case, no accents, no apostrophes, no dots but decimal ones: "Chef's 15.6" is "chef 15.6". */
function compoundsOf(text: string): string[][] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s\b|['’]/g, '')
    .replace(/(?<=\p{N}),(?=\p{N}{3})/gu, '')
    .replace(/(?<!\p{N})\.|\.(?!\p{N})/gu, ' ');
  return (plain.match(COMPOUND) ?? []).map((compound) => compound.split('-'));
}

/**
 * Every word under which a text can be found: "T-Shirt" also as "tshirt", "16 GB" also as "16gb"
 * and "65W" also as "65" and "w".
 */
export function wordsOf(text: string): string[] {
  const words = compoundsOf(text).flatMap((parts) =>
    parts.length > 1 ? [...parts, parts.join('')] : parts,
  );
  const all = new Set<string>();
  for (const [place, word] of words.entries()) {
    all.add(word);
    const measure = /^(\d[\d.]*)(\p{L}+)$/u.exec(word);
    for (const part of measure?.slice(1) ?? []) all.add(part);
    const next = words[place + 1];
    if (/^\d[\d.]*$/.test(word) && next && /^\p{L}+$/u.test(next)) all.add(word + next);
  }
  return [...all];
}

/** The words that a person's query asks for; empty when it says nothing that could be looked for. */
export function queryWords(text: string): string[] {
  const words = compoundsOf(text).flatMap((parts) =>
    // "t-shirt" asks for a T-shirt, not for every shirt; "noise-cancelling" for both its words.
    parts.some(isOneLetter) ? [parts.join('')] : parts,
  );
  return [...new Set(words.filter((word) => !isOneLetter(word) && !STOP_WORDS.has(word)))];
}

function isOneLetter(word: string): boolean {
  return /^\p{L}$/u.test(word);
}

/**
 * What the singular and the plural of an English word have in common. A key is compared, never
 * shown: "batteries" and "battery" both give "batteri".
 */
export function wordKey(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  return singularOf(word).replace(/(?:ie|y)$/, 'i');
}

function singularOf(word: string): string {
  if (word.length <= 3 || /(?:ss|us|is)$/.test(word)) return word;
  if (/(?:ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
