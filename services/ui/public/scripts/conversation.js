// @ts-check
import { afterEvent, failed, newAnswer, stopped } from './answer.js';
import { AskFailure, ask } from './ask.js';

/** @typedef {import('./answer.js').Answer} Answer */
/** @typedef {import('./answer.js').Failure} Failure */
/** @typedef {{message: string, answer: Answer}} Exchange */

/**
 * What the page does when the conversation changes.
 *
 * @typedef {object} Listener
 * @property {(exchange: Exchange) => void} began
 * @property {(exchange: Exchange) => void} changed
 * @property {(exchange: Exchange) => void} ended
 * @property {(exchange: Exchange) => void} removed
 */

/** @type {Failure} */
const PAGE_FAILED = {
  code: 'page_failed',
  message: 'This page could not show the answer. Please try again.',
  retryable: true,
};

/** The questions and answers of this page, of which one at most is under way. */
export class Conversation {
  #listener;
  /** @type {Exchange[]} */
  #exchanges = [];
  /** @type {AbortController | undefined} */
  #underWay;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /** @returns {readonly Exchange[]} */
  get exchanges() {
    return this.#exchanges;
  }

  get answering() {
    return this.#underWay !== undefined;
  }

  /** Puts back what was said before the page was loaded anew. @param {Exchange[]} exchanges */
  restore(exchanges) {
    this.#exchanges = exchanges;
  }

  /** Asks, and resolves when the answer has ended in whatever way. @param {string} message */
  async send(message) {
    if (this.answering) return;
    const exchange = { message, answer: newAnswer() };
    this.#exchanges.push(exchange);
    const controller = new AbortController();
    this.#underWay = controller;
    this.#listener.began(exchange);
    await this.#receive(exchange, controller.signal);
    if (this.#underWay === controller) this.#underWay = undefined;
    if (this.#exchanges.includes(exchange)) this.#listener.ended(exchange);
  }

  /** Asks the same again; the attempt that failed makes room. @param {Exchange} exchange */
  async retry(exchange) {
    if (this.answering) return;
    this.#exchanges = this.#exchanges.filter((one) => one !== exchange);
    this.#listener.removed(exchange);
    await this.send(exchange.message);
  }

  stop() {
    this.#underWay?.abort();
  }

  clear() {
    this.stop();
    this.#underWay = undefined;
    this.#exchanges = [];
  }

  /** @param {Exchange} exchange @param {AbortSignal} signal */
  async #receive(exchange, signal) {
    try {
      for await (const event of ask(exchange.message, signal)) {
        exchange.answer = afterEvent(exchange.answer, event);
        this.#listener.changed(exchange);
      }
    } catch (error) {
      const failure = error instanceof AskFailure ? error.failure : PAGE_FAILED;
      exchange.answer = signal.aborted
        ? stopped(exchange.answer)
        : failed(exchange.answer, failure);
      this.#listener.changed(exchange);
    }
  }
}
