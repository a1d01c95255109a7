// @ts-check
import { element } from './element.js';
import { icon } from './icon.js';
import { productCards } from './product-cards.js';
import { distinctProducts } from './products.js';
import { ToolCall } from './tool-call.js';
import { WrittenText } from './written-text.js';

/** @typedef {import('./answer.js').Answer} Answer */
/** @typedef {import('./answer.js').Part} Part */
/** @typedef {import('./conversation.js').Exchange} Exchange */

/** A question and its answer. */
export class ExchangeView {
  /** @type {(WrittenText | ToolCall)[]} */
  #parts = [];
  #partsNode = element('div', { class: 'parts' });
  #thinking = thinkingNode();
  #products = element('div', { class: 'products' });
  #ending = element('div', { class: 'ending' });
  #answer;
  #retry;

  /** Where the answer ends; the exchange itself may be taller, to let its question stand at the top. */
  end = element('span', { class: 'answer-end' });

  /** @param {Exchange} exchange @param {() => void} retry */
  constructor(exchange, retry) {
    this.#retry = retry;
    const you = element('span', { class: 'visually-hidden' }, 'You: ');
    const question = element('h2', { class: 'question' }, you, exchange.message);
    this.#answer = element(
      'div',
      { class: 'answer' },
      this.#partsNode,
      this.#thinking,
      this.#products,
      this.#ending,
      this.end,
    );
    this.node = element('article', { class: 'exchange', tabindex: '-1' }, question, this.#answer);
    this.show(exchange.answer);
  }

  /** @param {Answer} answer */
  show(answer) {
    const answering = answer.state === 'answering';
    this.node.dataset.state = answer.state;
    this.#answer.setAttribute('aria-busy', String(answering));
    answer.parts.forEach((part, index) => {
      this.#showPart(part, index, answering && index === answer.parts.length - 1);
    });
    this.#thinking.hidden = !answering || answer.parts.at(-1)?.kind === 'text';
    if (answering) return;
    // Cards come when the text stands still: they would be pushed down with every line of it.
    this.#products.replaceChildren(...productCards(productsOf(answer)));
    this.#ending.replaceChildren(...endingNodes(answer, this.#retry));
  }

  /** The answer as a screen reader should hear it, a paragraph each. @returns {string[]} */
  spokenText() {
    const written = [...this.#partsNode.querySelectorAll('.written-text > *')];
    const titles = [...this.#products.querySelectorAll('.product-group-title')];
    const shown = titles.map((title) => `${title.textContent} shown as cards.`);
    const ending = this.#ending.querySelector('p')?.textContent ?? '';
    return [...written.map((node) => node.textContent ?? ''), ...shown, ending].filter(Boolean);
  }

  /** @param {Part} part @param {number} index @param {boolean} growing */
  #showPart(part, index, growing) {
    let view = this.#parts[index];
    if (!view) {
      view = part.kind === 'text' ? new WrittenText() : new ToolCall(part);
      this.#parts.push(view);
      this.#partsNode.append(view.node);
    }
    if (view instanceof WrittenText && part.kind === 'text') view.show(part.text, growing);
    if (view instanceof ToolCall && part.kind === 'tool') view.show(part);
  }
}

/** @param {Answer} answer */
function productsOf(answer) {
  return distinctProducts(
    answer.parts.map((part) =>
      part.kind === 'tool' && part.status === 'success' ? part.result : null,
    ),
  );
}

function thinkingNode() {
  const dots = element('span', { class: 'dots', 'aria-hidden': 'true' });
  dots.append(element('span'), element('span'), element('span'));
  return element(
    'p',
    { class: 'thinking' },
    dots,
    element('span', { class: 'visually-hidden' }, 'Answering…'),
  );
}

/** @param {Answer} answer @param {() => void} retry */
function endingNodes(answer, retry) {
  if (answer.state === 'finished') {
    return answer.parts.length > 0
      ? []
      : [element('p', { class: 'ended' }, 'The answer was empty.')];
  }
  const again = { type: 'button', class: 'quiet-button', click: retry };
  if (answer.state === 'stopped') {
    const words = element('p', { class: 'ended' }, 'Stopped before the answer was complete.');
    return [words, element('button', again, icon('retry'), 'Ask again')];
  }
  const { message = '', retryable = true, code = '' } = answer.failure ?? {};
  const words = element('p', { class: 'failure', 'data-code': code }, icon('warning'), message);
  return retryable ? [words, element('button', again, icon('retry'), 'Retry')] : [words];
}
