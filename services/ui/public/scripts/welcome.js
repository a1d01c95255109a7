// @ts-check
import { element } from './element.js';

/**
 * Fills the example questions of the empty page.
 *
 * @param {HTMLElement} list
 * @param {string[]} examples
 * @param {(message: string) => void} send
 */
export function showExamples(list, examples, send) {
  const items = examples.map((example) =>
    element(
      'li',
      {},
      element('button', { type: 'button', class: 'example', click: () => send(example) }, example),
    ),
  );
  list.replaceChildren(...items);
}
