import type { Path } from '../config/located.ts';
import type { Artefact } from '../render/artefact.ts';
import { childrenOf } from '../render/canonical-json.ts';
import type { Placed } from '../render/plain-values.ts';
import type { Resource, Stack } from './stack.ts';

/** A value that stands for what only AWS knows: one output, as the whole value. */
const REFERENCE = /^stack-output:\/\/([\w-]+)\/(\w+)$/;

const MARK = 'stack-output://';

export interface OutputReference {
  readonly stack: string;
  readonly output: string;
}

/** The stack and the output that a value refers to, if it does. */
export function readReference(value: unknown): OutputReference | undefined {
  const [, stack = '', output = ''] = (typeof value === 'string' && REFERENCE.exec(value)) || [];
  return stack ? { stack, output } : undefined;
}

/** What a value comes to: the output's value where it is a reference that exists, else itself. */
export function resolveOutput(value: unknown, stacks: readonly Stack[]): unknown {
  const reference = readReference(value);
  if (!reference) return value;
  const stack = stacks.find(({ name }) => name === reference.stack);
  return stack?.output(reference.output) ?? value;
}

/** The resource that a worked-out value stands for: `<stack.Resource.Attribute>`. */
export function resourceBehind(value: unknown, stacks: readonly Stack[]): Resource | undefined {
  if (typeof value !== 'string') return undefined;
  const [, stackName, id = ''] = /^<([\w-]+)\.(\w+)\./.exec(value) ?? [];
  return stacks.find(({ name }) => name === stackName)?.resource(id);
}

/** A value that means to refer to an output, and where it stands. */
export interface WrittenReference extends Placed {
  readonly artefact: Artefact;
}

/** The references of all JSON files, right or wrong. */
export const readReferences = (artefacts: readonly Artefact[]): WrittenReference[] =>
  artefacts
    .filter(({ path, kind }) => path.endsWith('.json') && kind !== 'manifest')
    .filter(({ text }) => text.includes(MARK))
    .flatMap((artefact) =>
      textsWithMark(artefact.value, []).map((placed) => ({ ...placed, artefact })),
    );

function textsWithMark(value: unknown, path: Path): Placed[] {
  if (typeof value === 'string') return value.includes(MARK) ? [{ path, value }] : [];
  // Most values are plain, and a walk over every file is worth keeping short.
  return typeof value === 'object'
    ? childrenOf(value).flatMap(([step, child]) => textsWithMark(child, [...path, step]))
    : [];
}
