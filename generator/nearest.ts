import { closest, distance } from 'fastest-levenshtein';

/** The word that was probably meant, or nothing when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(word, known as string[]);
  const limit = Math.max(2, Math.floor(Math.max(word.length, candidate.length) / 3));
  return distance(word.toLowerCase(), candidate.toLowerCase()) <= limit ? candidate : undefined;
}

/** As many words a hint lists when none is near. */
const LISTED = 20;

/** A hint that names the nearest known word, or else all of them. */
export function hintFrom(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near) return `did you mean \`${near}\`?`;
  if (known.length === 0) return 'nothing is known here';
  const listed = known.toSorted().slice(0, LISTED);
  return `known here: ${[...listed, ...(known.length > LISTED ? ['…'] : [])].join(', ')}`;
}
