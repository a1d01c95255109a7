// @ts-check
import { element } from './element.js';
import { icon } from './icon.js';
import { readableInput, readableName, readableOutcome, readableResult } from './tool-words.js';

/** @typedef {import('./answer.js').ToolPart} ToolPart */

const STATUS_ICONS = /** @type {const} */ ({
  running: 'spinner',
  success: 'check',
  error: 'cross',
  unfinished: 'dash',
});

/** One call of a tool: a line that says what was looked up and what came back, and all of it on opening. */
export class ToolCall {
  #icon = element('span', { class: 'tool-icon' });
  #outcome = element('span', { class: 'tool-outcome' });
  #result = element('div', { class: 'tool-result' });
  /** @type {ToolPart['status'] | undefined} */
  #status;

  /** @param {ToolPart} call */
  constructor(call) {
    const input = readableInput(call.input);
    const brief = input.map(({ name, value }) => `${name}: ${value}`).join(' · ');
    const summary = element(
      'summary',
      {},
      this.#icon,
      element('span', { class: 'tool-name' }, readableName(call.name)),
      element('span', { class: 'tool-brief' }, brief),
      this.#outcome,
      icon('chevron'),
    );
    const details = element(
      'div',
      { class: 'tool-details' },
      ...inputNodes(call, input),
      this.#result,
    );
    this.node = element('details', { class: 'tool-call' }, summary, details);
    this.show(call);
  }

  /** @param {ToolPart} call */
  show(call) {
    if (call.status === this.#status) return;
    this.#status = call.status;
    this.node.dataset.status = call.status;
    this.#icon.replaceChildren(icon(STATUS_ICONS[call.status]));
    this.#outcome.textContent = readableOutcome(call);
    this.#result.replaceChildren(...(call.status === 'running' ? [] : resultNodes(call)));
  }
}

/** @param {ToolPart} call @param {{name: string, value: string}[]} input */
function inputNodes(call, input) {
  const rows = input.map(({ name, value }) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  );
  const list = rows.length > 0 && element('dl', {}, ...rows);
  return [
    element('p', { class: 'tool-heading' }, 'Called ', element('code', {}, call.name)),
    list || element('p', { class: 'tool-none' }, 'Without arguments'),
  ];
}

/** @param {ToolPart} call */
function resultNodes(call) {
  if (call.result === undefined) return [];
  const heading = call.status === 'error' ? 'It failed with' : 'It returned';
  // Focusable and named, so that the keyboard can scroll it.
  const box = { tabindex: '0', role: 'region', 'aria-label': `Result of ${call.name}` };
  return [
    element('p', { class: 'tool-heading' }, heading),
    element('pre', box, readableResult(call.result)),
  ];
}
