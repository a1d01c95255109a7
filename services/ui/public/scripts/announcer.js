// @ts-check
import { element } from './element.js';

/**
 * Speaks to screen readers. The visible answer is no live region, or every word would be spoken as
 * it arrives: here stand only short states and, once it is complete, the answer.
 *
 * @param {HTMLElement} status
 * @param {HTMLElement} log
 */
export function createAnnouncer(status, log) {
  return {
    /** @param {string} text */
    state(text) {
      status.textContent = text;
    },
    /** The log holds one answer: in reading order people find the visible one first. @param {string[]} paragraphs */
    finished(paragraphs) {
      status.textContent = '';
      log.replaceChildren(...paragraphs.map((text) => element('p', {}, text)));
    },
    clear() {
      log.replaceChildren();
    },
  };
}

/** @typedef {ReturnType<typeof createAnnouncer>} Announcer */
