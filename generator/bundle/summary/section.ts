import type { Environment } from '../../model/environment.ts';
import type { Artefact } from '../../render/artefact.ts';
import { inline } from '../../render/markdown.ts';
import type { Wiring } from '../../wiring/wiring.ts';

/** What a section is written from. */
export interface Subject {
  readonly environment: Environment;
  readonly artefacts: readonly Artefact[];
  readonly wiring: Wiring;
}

/** A section's lines, or none where there is nothing to say. */
export type Section = (subject: Subject) => readonly string[];

/** Lines under a heading; without lines there is no heading either. */
export const underHeading = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`## ${heading}`, '', ...lines];

/** A paragraph of a text that may hold config values. */
export const paragraph = (text: string): string[] => [inline(text), ''];

export const code = (text: unknown): string => `\`${text}\``;

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;
