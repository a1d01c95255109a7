import { parseOutput } from '../../render/parse-output.ts';
import { fieldsOf } from '../../render/plain-values.ts';
import { readBlocks } from '../../render/read-blocks.ts';
import type { Place } from '../../wiring/known-attributes.ts';
import { type ResolveOutput, Stack } from '../../wiring/stack.ts';
import { readReference, resolveOutput } from '../../wiring/stack-outputs.ts';
import type { Release } from '../release/release.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { type LiveStack, outputsOf } from './live-stack.ts';
import { isVoid } from './stack-states.ts';

/** What CloudFormation shows in place of a parameter with `NoEcho`. */
export const MASK = '****';

/** What a stack is made of, as texts. */
export interface StackTexts {
  readonly name: string;
  readonly stackName: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The stacks of a release as they are deployed, in the form in which the release has its own. A
 * parameter that has the value of the output that the release takes it from counts as taken from there.
 */
export function deployedStacks(
  { wiring }: Pick<Release, 'wiring'>,
  live: readonly LiveStack[],
): Stack[] {
  const outputs = outputsOf(live);
  const stacks: Stack[] = [];
  const resolve: ResolveOutput = (value) => resolveOutput(value, stacks);
  for (const { name, stackName, status, template, parameters } of live) {
    if (isVoid(status) || template === undefined) continue;
    const wanted = wiring.stacks.find((stack) => stack.name === name)?.given;
    const given = Object.entries(parameters).map(([key, value]): [string, string] => [
      key,
      sourceOf(value, wanted?.get(key), outputs),
    ]);
    const texts = { name, stackName, template, parameters: Object.fromEntries(given) };
    stacks.push(stackOfTexts(texts, wiring.place, resolve));
  }
  return stacks;
}

function sourceOf(value: string, wanted: unknown, outputs: Outputs): string {
  const reference = readReference(wanted);
  const known = reference && outputs.get(reference.stack)?.get(reference.output);
  // A masked value can't be compared; what it would be is as good a guess as any.
  return (known !== undefined && known === value) || value === MASK ? String(wanted) : value;
}

/** A stack read from texts. A template that can't be read has no resources, so all of them seem new. */
export function stackOfTexts(
  { name, stackName, template, parameters }: StackTexts,
  place: Place,
  resolve: ResolveOutput = (value) => value,
): Stack {
  const file = { path: `stacks/${name}`, environment: '', stack: name };
  const given = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  return new Stack(
    { ...file, kind: 'stack-template', value: readTemplate(template), text: template },
    { ...file, kind: 'stack-parameters', value: given, text: '' },
    { ...place, stackName },
    resolve,
  );
}

const readTemplate = (text: string) => fieldsOf((readBlocks(text) ?? parseOutput(text)).value);
