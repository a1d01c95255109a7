import type { RuleEntry } from '../../diagnostics.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { ArtefactFinding } from '../place.ts';

/** What a rule has to say about one place of one file. */
export type WiringFinding = Omit<ArtefactFinding, 'line'>;

/** A check across the files of one environment. Each reports all that it finds. */
export interface WiringRule extends RuleEntry {
  readonly code: `wiring/${string}`;
  readonly check: (wiring: Wiring) => readonly WiringFinding[];
}

/** The place of a resource's property, or of the resource when it has none. */
export const atProperty = ({ stack, path }: Resource, property: string) => ({
  artefact: stack.template,
  path: [...path, 'Properties', property],
});
