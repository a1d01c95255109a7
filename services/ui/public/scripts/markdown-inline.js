// @ts-check

/**
 * @typedef {{type: 'text', text: string}
 *   | {type: 'code', text: string}
 *   | {type: 'strong' | 'emphasis', children: Inline[]}} Inline
 */

/**
 * `code`, **strong**, __strong__, *emphasis*, _emphasis_ and escaped marks. Underscores count only
 * around whole words, or a name such as search_products would lose its own.
 */
const MARK = new RegExp(
  [
    /\\(?<escaped>[\\`*_{}[\]()#+.!|-])/,
    /(?<ticks>`+)(?<code>[^`](?:.*?[^`])?)\k<ticks>(?!`)/,
    /(?<strongMark>\*\*|\b__)(?<strong>\S(?:.*?\S)?)\k<strongMark>(?!\*)/,
    /(?<![*\w])\*(?<star>[^\s*](?:[^*]*[^\s*])?)\*(?!\w)/,
    /(?<!\w)_(?<underscore>[^\s_](?:[^_]*[^\s_])?)_(?!\w)/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'gsu',
);

/** @param {string} text @returns {Inline[]} */
export function parseInline(text) {
  /** @type {Inline[]} */
  const inlines = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    addText(inlines, text.slice(end, match.index));
    const { escaped, code, strong, star, underscore } = match.groups ?? {};
    if (escaped !== undefined) addText(inlines, escaped);
    else if (code !== undefined) inlines.push({ type: 'code', text: code });
    else if (strong !== undefined) inlines.push({ type: 'strong', children: parseInline(strong) });
    else inlines.push({ type: 'emphasis', children: parseInline(star ?? underscore ?? '') });
    end = match.index + match[0].length;
  }
  addText(inlines, text.slice(end));
  return inlines;
}

/** Neighbouring texts become one, so that an escaped mark doesn't split a sentence. @param {Inline[]} inlines @param {string} text */
function addText(inlines, text) {
  if (text === '') return;
  const last = inlines.at(-1);
  if (last?.type === 'text') last.text += text;
  else inlines.push({ type: 'text', text });
}
