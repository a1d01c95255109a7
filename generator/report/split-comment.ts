/** GitHub takes 65,536 characters a comment; the rest is for who posts it to add a line. */
const MOST_BYTES = 60_000;

/** More parts are no help to anybody. */
const MOST_PARTS = 10;

const MARKER = 'mcp-on-ecs:diff';

/** A piece of Markdown that is whole by itself. */
export type Block = string;

/**
 * Puts blocks together to comments, each with a marker as its first line, by which it is found again.
 *
 * @param blocks each of at most {@link MOST_BYTES}
 * @param command what shows everything, where not everything fits
 */
export function splitComment(blocks: readonly Block[], command: string): string[] {
  const parts = pack(blocks);
  const kept = parts.slice(0, MOST_PARTS);
  const last = kept.at(-1);
  if (last && parts.length > kept.length) {
    last.push(`More than ${MOST_PARTS} comments hold. All of it: \`${command}\``);
  }
  return kept.map((part, index) => {
    const number = kept.length > 1 ? `\n_(${index + 1} of ${kept.length})_\n` : '';
    return `<!-- ${MARKER} ${index + 1}/${kept.length} -->\n${number}\n${part.join('\n\n')}\n`;
  });
}

function pack(blocks: readonly Block[]): Block[][] {
  const parts: Block[][] = [];
  let size = 0;
  for (const block of blocks) {
    const bytes = Buffer.byteLength(block) + 2;
    const open = parts.at(-1);
    if (!open || size + bytes > MOST_BYTES) {
      parts.push([block]);
      size = bytes;
    } else {
      open.push(block);
      size += bytes;
    }
  }
  return parts;
}

/** Lines under a heading, if there is one, as blocks of bounded size, each with the heading. */
export function chunk(heading: string, lines: readonly string[], most = MOST_BYTES / 2): Block[] {
  const blocks: string[][] = [[]];
  let size = 0;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line) + 1;
    if (size + bytes > most) {
      blocks.push([]);
      size = 0;
    }
    blocks.at(-1)?.push(line);
    size += bytes;
  }
  const title = (index: number) =>
    heading === '' ? [] : [`${heading}${index > 0 ? ' (continued)' : ''}`, ''];
  return blocks.map((block, index) => [...title(index), ...block].join('\n'));
}
