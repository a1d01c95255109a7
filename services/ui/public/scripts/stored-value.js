// @ts-check

/**
 * One value in a storage area of the browser. Where storage is switched off or full the value is
 * simply not kept; the page works without.
 *
 * @param {'localStorage' | 'sessionStorage'} area
 * @param {string} key
 */
export function storedValue(area, key) {
  return {
    key,
    /** @returns {unknown} undefined where nothing readable is stored */
    read: () => attempt(() => JSON.parse(window[area].getItem(key) ?? 'null')) ?? undefined,
    /** @param {unknown} value */
    write: (value) => attempt(() => window[area].setItem(key, JSON.stringify(value))),
    remove: () => attempt(() => window[area].removeItem(key)),
  };
}

/** @template T @param {() => T} action */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
