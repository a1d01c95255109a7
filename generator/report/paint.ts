import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** A text in a terminal's colour, or as it is. */
export function paint(colour: boolean, style: Style, text: string): string {
  return colour && text ? styleText(style, text, { validateStream: false }) : text;
}

/** Colour is for people at a terminal, unless they said no (`NO_COLOR`). */
export function wantsColour(stream: { readonly isTTY?: boolean }): boolean {
  return Boolean(stream.isTTY) && !process.env.NO_COLOR;
}
