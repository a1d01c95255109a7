// @ts-check
import { element } from './element.js';
import { parseMarkdown, withClosedMarks } from './markdown.js';

/** @typedef {import('./markdown.js').Block} Block */
/** @typedef {import('./markdown.js').List} List */
/** @typedef {import('./markdown.js').Inline} Inline */

/**
 * Shows Markdown that grows. Only blocks that changed are made anew: what a person has selected or a
 * screen reader is reading stays in place while the end is still being written.
 */
export class WrittenText {
  node = element('div', { class: 'written-text' });
  /** @type {string[]} */
  #shown = [];

  /**
   * @param {string} text the whole text so far
   * @param {boolean} growing whether more of it is to come
   */
  show(text, growing) {
    const blocks = parseMarkdown(growing ? withClosedMarks(text) : text);
    const keys = blocks.map((block) => JSON.stringify(block));
    blocks.forEach((block, index) => {
      if (keys[index] === this.#shown[index]) return;
      const made = blockNode(block);
      const old = this.node.children[index];
      if (old) old.replaceWith(made);
      else this.node.append(made);
    });
    while (this.node.children.length > blocks.length) this.node.lastElementChild?.remove();
    this.#shown = keys;
  }
}

/** @param {Block} block @returns {HTMLElement} */
function blockNode(block) {
  switch (block.type) {
    case 'paragraph':
      return element('p', {}, ...block.children.map(inlineNode));
    case 'heading':
      return element('h3', {}, ...block.children.map(inlineNode));
    case 'code':
      // Focusable, so that the keyboard can scroll what is too wide.
      return element('pre', { tabindex: '0' }, element('code', {}, block.text));
    case 'table':
      return tableNode(block);
    default:
      return listNode(block);
  }
}

/** @param {List} list @returns {HTMLElement} */
function listNode(list) {
  const items = list.items.map((item) =>
    element('li', {}, ...item.children.map(inlineNode), ...item.lists.map(listNode)),
  );
  if (!list.ordered) return element('ul', {}, ...items);
  return element('ol', { start: String(list.start) }, ...items);
}

/** @param {{head: Inline[][], rows: Inline[][][]}} table */
function tableNode({ head, rows }) {
  /** @param {'th' | 'td'} tag @param {Inline[][]} row */
  const rowNode = (tag, row) =>
    element('tr', {}, ...row.map((cell) => element(tag, {}, ...cell.map(inlineNode))));
  const body = element('tbody', {}, ...rows.map((row) => rowNode('td', row)));
  const table = element('table', {}, element('thead', {}, rowNode('th', head)), body);
  return element('div', { class: 'table-scroll', tabindex: '0' }, table);
}

/** @param {Inline} inline @returns {Node} */
function inlineNode(inline) {
  switch (inline.type) {
    case 'code':
      return element('code', {}, inline.text);
    case 'strong':
      return element('strong', {}, ...inline.children.map(inlineNode));
    case 'emphasis':
      return element('em', {}, ...inline.children.map(inlineNode));
    default:
      return document.createTextNode(inline.text);
  }
}
