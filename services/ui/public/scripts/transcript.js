// @ts-check
import { stopped } from './answer.js';
import { storedValue } from './stored-value.js';

/** @typedef {import('./conversation.js').Exchange} Exchange */

/** Older ones are let go, so that a long conversation does not fill the storage. */
const KEPT = 50;

const stored = storedValue('sessionStorage', 'transcript');

/**
 * What this tab has shown. The agent remembers the conversation by its cookie, but does not tell it
 * again; closing the tab forgets the text.
 *
 * @param {readonly Exchange[]} exchanges
 */
export function keepTranscript(exchanges) {
  if (exchanges.length > 0) stored.write(exchanges.slice(-KEPT));
  else stored.remove();
}

/** An answer that was under way when the page was left has ended there. @returns {Exchange[]} */
export function keptTranscript() {
  const exchanges = stored.read();
  if (!Array.isArray(exchanges) || !exchanges.every(isExchange)) return [];
  return exchanges.map(({ message, answer }) => ({
    message,
    answer: answer.state === 'answering' ? stopped(answer) : answer,
  }));
}

/** Another version of this page may have written it. @param {any} value @returns {value is Exchange} */
function isExchange(value) {
  return (
    typeof value?.message === 'string' &&
    typeof value.answer?.state === 'string' &&
    Array.isArray(value.answer.parts)
  );
}
