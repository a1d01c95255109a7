// @ts-check

/** @typedef {{event: string, data: string}} ServerEvent */

/**
 * The events in a text/event-stream, as this page's own server writes it: `event:` and one `data:`
 * line, then an empty line. Comments, which only keep the connection open, are skipped.
 *
 * @param {AsyncIterable<string>} pieces text that may be cut anywhere
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* readEvents(pieces) {
  let rest = '';
  for await (const piece of pieces) {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = field(block, 'data');
      if (data !== undefined) yield { event: field(block, 'event') ?? 'message', data };
    }
  }
}

/** @param {string} block @param {string} name */
function field(block, name) {
  const start = `${name}: `;
  return block
    .split('\n')
    .find((line) => line.startsWith(start))
    ?.slice(start.length);
}
