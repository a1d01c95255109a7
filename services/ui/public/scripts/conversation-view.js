// @ts-check
import { ExchangeView } from './exchange-view.js';

/** @typedef {import('./conversation.js').Exchange} Exchange */
/** @typedef {import('./scrolling.js').Scrolling} Scrolling */

/** The exchanges on the page. Changes are drawn once a frame, however fast the words arrive. */
export class ConversationView {
  #area;
  #scrolling;
  #retry;
  /** @type {Map<Exchange, ExchangeView>} */
  #views = new Map();
  /** @type {Set<Exchange>} */
  #waiting = new Set();

  /**
   * @param {HTMLElement} area
   * @param {Scrolling} scrolling
   * @param {(exchange: Exchange) => void} retry
   */
  constructor(area, scrolling, retry) {
    this.#area = area;
    this.#scrolling = scrolling;
    this.#retry = retry;
  }

  /** @param {Exchange} exchange @param {ScrollBehavior} [behavior] */
  add(exchange, behavior) {
    const view = new ExchangeView(exchange, () => this.#retry(exchange));
    this.#views.set(exchange, view);
    this.#area.append(view.node);
    this.#scrolling.toQuestion(view.node, view.end, behavior);
  }

  /** @param {Exchange} exchange */
  change(exchange) {
    if (this.#waiting.size === 0) requestAnimationFrame(() => this.#draw());
    this.#waiting.add(exchange);
  }

  /** Draws at once, since nothing more will come. @param {Exchange} exchange @returns {string[]} the answer to be spoken */
  finish(exchange) {
    this.change(exchange);
    this.#draw();
    return this.#views.get(exchange)?.spokenText() ?? [];
  }

  /** @param {Exchange} exchange */
  remove(exchange) {
    this.#views.get(exchange)?.node.remove();
    this.#views.delete(exchange);
  }

  clear() {
    this.#views.clear();
    this.#area.replaceChildren();
    this.#scrolling.reset();
  }

  #draw() {
    for (const exchange of this.#waiting) this.#views.get(exchange)?.show(exchange.answer);
    this.#waiting.clear();
    this.#scrolling.refresh();
  }
}
