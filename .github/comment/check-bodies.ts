/** Most characters that GitHub takes for one comment. */
export const LONGEST_COMMENT = 65_536;

/** The first line of every part, by which later runs find it. */
export const drawMarker = (part: number, parts: number): string =>
  `<!-- mcp-on-ecs:diff ${part}/${parts} -->`;

/** Which part a comment is; nothing for a comment that is none. */
export function partOf(body: string): number | undefined {
  const match = /^<!-- mcp-on-ecs:diff ([1-9]\d?)\/[1-9]\d? -->(?=\r?\n|$)/.exec(body);
  return match ? Number(match[1]) : undefined;
}

/**
 * What no drawing of ours contains: control characters other than tab and line feed, and those that
 * turn the direction of text (Unicode, `Bidi_Control`).
 */
const UNSEEN = /(?![\t\n])\p{Cc}|\p{Bidi_Control}/u;

/**
 * Why parts may not be posted; nothing when they may. Each begins with its own marker and holds no
 * other, or one comment could pass for another part.
 */
export function checkBodies(bodies: readonly string[]): string | undefined {
  const rules: readonly [problem: string, isBroken: (body: string, index: number) => boolean][] = [
    ['a part is longer than a comment can be', (body) => body.length > LONGEST_COMMENT],
    ['a part holds characters that nobody sees', (body) => UNSEEN.test(body)],
    [
      'a part does not begin with its marker',
      (body, index) => !body.startsWith(`${drawMarker(index + 1, bodies.length)}\n`),
    ],
    ['a part holds a second marker', (body) => body.split('<!-- mcp-on-ecs:').length !== 2],
  ];
  return rules.find(([, isBroken]) => bodies.some(isBroken))?.[0];
}
