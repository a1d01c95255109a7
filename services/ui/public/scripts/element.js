// @ts-check

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Builds an element. Text becomes text nodes, so nothing a model or a tool says is read as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | ((event: Event) => void)>} attributes a function listens to the event of that name; true is an empty attribute, false is none
 * @param {...Child} children falsy ones are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => isPresent(child)));
  return made;
}

/**
 * The element with this id, which index.html has.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} #${id}`);
}

/** @param {Child} child @returns {child is Node | string} */
function isPresent(child) {
  return child !== null && child !== undefined && child !== false && child !== '';
}
