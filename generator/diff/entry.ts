import type { Path } from '../config/located.ts';
import type { Artefact } from '../render/artefact.ts';
import type { EntryCode } from './entry-kinds.ts';

/** How much a change asks of the person who approves it, from nothing to stop and think. */
export const RISKS = ['none', 'low', 'review', 'dangerous'] as const;
export type Risk = (typeof RISKS)[number];

/** One thing that a change does. */
export interface Entry {
  readonly code: EntryCode;
  readonly risk: Risk;
  /** What it happens to, from the general to the special: `network · PrivateASubnet`. */
  readonly subject: string;
  /** What happens, as a sentence without the subject. */
  readonly message: string;
  readonly stack?: string;
  /** Logical id of the resource. */
  readonly resource?: string;
  readonly service?: string;
  /** What differs, below the subject: a property, or a member of an ECS file. */
  readonly path?: string;
  /** The value on each side, worked out; nothing where there is none. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Subject of what it follows from, where it would not happen by itself. */
  readonly because?: string;
  /** Everything that differs, where that is more than one value. */
  readonly details?: readonly Detail[];
  /** Where it stands on the side after the change, so that a person can be shown the line. */
  readonly at?: EntryPlace;
}

export interface Detail {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A place in a rendered file. Left out of every written form. */
export interface EntryPlace {
  readonly artefact: Artefact;
  readonly path: Path;
}

/** What a kind of entry means, for the reference; its risk where the case does not decide. */
export interface EntryKind {
  readonly says: string;
  readonly risk: Risk;
}

/** The greatest of some risks; `none` of nothing. */
export const greatest = (risks: readonly Risk[]): Risk =>
  RISKS.findLast((risk) => risks.includes(risk)) ?? 'none';
