/** `@` as HTML writes it, with or without the semicolon that browsers do not miss. */
const WRITTEN_AT = /&(?:commat|#0*64|#x0*40);?/gi;

/**
 * An `@` that GitHub could take for the start of a mention: one that follows no letter or digit. The
 * letters of an entity count as none, since `&copy@name` shows as `©@name`.
 */
const MENTION = /(?<![A-Za-z0-9])@|(?<=&#?[A-Za-z0-9]+)@/g;

/**
 * Takes their power from mentions, whatever stands around them: a zero-width space after the `@` makes
 * it plain text. The drawing keeps config values from mentioning anybody; but who opened the pull
 * request can change the drawing too, and this bot must not call people for them. An `@` within a
 * word (`image@sha256:…`, `ops@example.com`) mentions nobody and stays, so it can be copied.
 */
export const quietMentions = (body: string): string =>
  body.replace(WRITTEN_AT, '@').replace(MENTION, '@\u200B');
