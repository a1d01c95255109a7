// @ts-check

/** From this share of the limit on, the page counts aloud. */
const NEAR = 0.9;

/**
 * What to say about the length of a message; nothing while it is far from the limit.
 *
 * @param {number} length
 * @param {number} maximum
 */
export function limitWords(length, maximum) {
  const left = maximum - length;
  if (left < 0) return { words: `${characters(-left)} too many`, over: true };
  if (length < maximum * NEAR) return { words: '', over: false };
  return { words: `${characters(left)} left`, over: false };
}

/** @param {number} count */
function characters(count) {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'character' : 'characters'}`;
}
