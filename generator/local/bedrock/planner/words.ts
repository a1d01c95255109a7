/** Words that say nothing about which product is meant. */
const STOP_WORDS = new Set(
  `a an the some any all every each no of to in on at by for from with within and or but as so than
  then too also just only even please thanks thank hi hello hey ok okay well now today currently
  right immediately still
  i i'm i'd i'll i've me my mine we we're our us you you're your yours it it's its they they're them
  their this that these those there there's here he she who whom one ones other others another else
  what what's whats which where when why how is are was were be been being am do does did don't
  doesn't has have had having can could would will shall should may might must let let's
  show find get give list see search browse look looking seek seeking display want wants need needs
  like buy purchase order try help tell say know think consider offer offers sell sells carry carries
  finding searching shopping made id ids number code sku go
  that's there's here's who's how's where's when's let's they've you've we've they'd it'd can't
  recommend suggest got getting going come comes check happen under over about ideally maybe perhaps
  good great nice decent really very quite interested exist available cost costs costing price priced
  prices pricing budget spend dollar dollars usd buck bucks money much many most more less least
  between below above up down if not isn't aren't mean meant use using used make makes actually
  category categories section department range collection catalog catalogue store shop inventory
  selection`.split(/\s+/u),
);

/** Words for any product: they show that the whole catalog is meant. */
const GENERIC_WORDS = new Set(
  `product products item items thing things stuff gear goods article articles option options
  anything something everything gift gifts present presents choice choices model models`.split(
    /\s+/u,
  ),
);

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}'./+%°²&-]*[\p{L}\p{N}+%°²])?/gu;

/** The words of a text as they are written, without the punctuation around them. */
export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word.toLowerCase());
}

export function isGenericWord(word: string): boolean {
  return GENERIC_WORDS.has(word.toLowerCase());
}

/** Neither a stop word nor a generic one. */
export function isContentWord(word: string): boolean {
  return !isStopWord(word) && !isGenericWord(word);
}

export function contentWords(text: string): readonly string[] {
  return wordsOf(text).filter(isContentWord);
}

/** Lower case and singular, so that "Laptops" and "laptop" are one. */
export function stem(word: string): string {
  const lower = word.toLowerCase().replace(/'s$/u, '');
  if (/[^aeiou]ies$/u.test(lower)) return `${lower.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|zz)es$/u.test(lower)) return lower.slice(0, -2);
  if (/[^siu]s$/u.test(lower)) return lower.slice(0, -1);
  return lower;
}

/** The stems of a text's words, hyphens and units apart: "USB-C 16GB" is "usb", "c", "16", "gb". */
export function stemsOf(text: string): readonly string[] {
  return wordsOf(text.replaceAll('-', ' ').replace(/(?<=\d)(?=\p{L})/gu, ' ')).map(stem);
}

/** Whether every word of `part` stands in `whole`, in any order. */
export function holdsWords(whole: string, part: string): boolean {
  const stems = new Set(stemsOf(whole));
  return stemsOf(part).every((word) => stems.has(word));
}

/** Names are equal when their telling words are: "the field guide" is "A Field Guide". */
export function sameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => stemsOf(contentWords(name).join(' ')).join(' '));
  return a === b && a !== '';
}

/** The text without stop words at its two ends; inside they may belong to a name. */
export function trimStopWords(text: string): string {
  const words = wordsOf(text);
  const first = words.findIndex((word) => !isStopWord(word));
  if (first < 0) return '';
  const last = words.findLastIndex((word) => !isStopWord(word));
  return words.slice(first, last + 1).join(' ');
}
