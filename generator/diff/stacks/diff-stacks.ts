import { type Fields, fieldsOf } from '../../render/plain-values.ts';
import type { Stack } from '../../wiring/stack.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { type Match, matchBy, type Pair } from '../pair.ts';
import { valueChanges } from '../value-changes.ts';
import { combineStacks } from './combine-stacks.ts';
import { compareResources } from './compare-resources.ts';
import { describeResource } from './describe-resource.ts';
import { findCollisions } from './find-collisions.ts';

/** What happens to the stacks of an environment and their resources. */
export function diffStacks({ before, after }: Pair): Entry[] {
  const changes = compareResources(combineStacks(before), combineStacks(after));
  return [
    ...matchBy(before.stacks, after.stacks, ({ name }) => name).flatMap(diffStack),
    ...changes.flatMap((change) => describeResource(change, { before, after })),
    ...findCollisions(changes),
  ];
}

/** What a stack has beside its resources and parameters, whose values stand in the resources. */
const SECTIONS = ['Conditions', 'Mappings', 'Rules', 'Transform'];

function diffStack({ key: stack, before, after }: Match<Stack>): Entry[] {
  const about = { stack, subject: stack };
  const count = (of: Stack) => `${of.resources.length} resources`;
  if (!before && after)
    return [entryOf('stack/added', { ...about, message: `is new, with ${count(after)}` })];
  if (before && !after) {
    const message = `is no longer rendered, with ${count(before)}; it stays in AWS until it is deleted by hand`;
    return [entryOf('stack/removed', { ...about, message })];
  }
  if (!before || !after) return [];
  return [...diffSections(before, after), ...diffOutputs(before, after)];
}

const templateOf = ({ template }: Stack): Fields => fieldsOf(template.value);

function diffSections(before: Stack, after: Stack): Entry[] {
  return SECTIONS.flatMap((section) => {
    const details = valueChanges(templateOf(before)[section], templateOf(after)[section], [
      section,
    ]);
    if (details.length === 0) return [];
    const message = `${section} of the template change; what that does to resources can’t be told here`;
    const at = { artefact: after.template, path: [section] };
    const subject = `${after.name} · ${section}`;
    return [entryOf('stack/section-changed', { subject, stack: after.name, message, details, at })];
  });
}

function diffOutputs(before: Stack, after: Stack): Entry[] {
  const names = matchBy(before.outputNames, after.outputNames, (name) => name);
  return names.flatMap(({ key, before: was, after: is }) => {
    const about = { subject: `${after.name} · ${key}`, stack: after.name };
    if (!is) return [entryOf('stack/output-removed', { ...about, message: 'the output is gone' })];
    return was ? [] : [entryOf('stack/output-added', { ...about, message: 'the output is new' })];
  });
}
