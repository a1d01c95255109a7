import { splitKey } from '../../diff/resource-key.ts';
import { canonicalValue } from '../../diff/stacks/canonical-value.ts';
import { combineStacks } from '../../diff/stacks/combine-stacks.ts';
import {
  compareResources,
  type Impact,
  type ResourceChange,
} from '../../diff/stacks/compare-resources.ts';
import { isRetained } from '../../diff/stacks/describe-resource.ts';
import { holdsData } from '../../diff/stacks/type-facts.ts';
import { fieldsOf } from '../../render/plain-values.ts';
import type { Stack } from '../../wiring/stack.ts';

/** What happens to one resource of a stack. */
export interface StackChange {
  readonly logicalId: string;
  readonly type: string;
  readonly impact: Impact;
  /** Properties that differ, or name something that is replaced. */
  readonly properties: readonly string[];
  /** Whether it holds what can't be made again from Git. */
  readonly isData: boolean;
  /** Whether what leaves the stack stays in the account. */
  readonly isRetained: boolean;
}

export interface StackDifference {
  readonly changes: readonly StackChange[];
  /** Sections of the template beside its resources that differ. */
  readonly sections: readonly string[];
}

/**
 * What differs between stacks as they are and as they should be, by the stack's name. Stacks are
 * compared together, so that what follows from another stack's replacement is told too.
 *
 * Only what CloudFormation takes for a change counts. It finds none in comments, descriptions, unused
 * parameters or `DependsOn` alone (aws-cdk #21496), and an apply that went on asking for such a change
 * would never be done. Metadata waits for the next change, because nothing in the account goes by it.
 */
export function compareStacks(
  before: readonly Stack[],
  after: readonly Stack[],
): ReadonlyMap<string, StackDifference> {
  const changes = Map.groupBy(
    compareResources(combineStacks({ stacks: before }), combineStacks({ stacks: after })).filter(
      (change) => !isOrderOnly(change),
    ),
    ({ id }) => splitKey(id).stack,
  );
  return new Map(
    after.map((stack) => {
      const was = before.find(({ name }) => name === stack.name);
      const sections = was ? changedSections(was, before, stack, after) : [];
      return [stack.name, { changes: (changes.get(stack.name) ?? []).map(readChange), sections }];
    }),
  );
}

const isOrderOnly = ({ impact, properties, members }: ResourceChange): boolean =>
  impact === 'updated' &&
  properties.length === 0 &&
  members.every(({ path }) => path.startsWith('DependsOn'));

function readChange(change: ResourceChange): StackChange {
  const { id, impact, before, after, properties } = change;
  const type = after?.Type ?? before?.Type ?? '';
  return {
    logicalId: splitKey(id).resource,
    type,
    impact,
    properties: properties.map(({ name }) => name),
    // What goes is what the stack has; what comes instead is empty.
    isData: holdsData(before?.Type ?? type),
    isRetained: isRetained(change),
  };
}

const SECTIONS = ['Conditions', 'Mappings', 'Rules', 'Transform', 'Outputs'];

const changedSections = (
  was: Stack,
  before: readonly Stack[],
  is: Stack,
  after: readonly Stack[],
): string[] =>
  SECTIONS.filter((section) => drawn(section, was, before) !== drawn(section, is, after));

function drawn(section: string, stack: Stack, stacks: readonly Stack[]): string | undefined {
  const has = (name: string, id: string) =>
    stacks.find((one) => one.name === name)?.resource(id) !== undefined;
  const value = fieldsOf(stack.template.value)[section];
  const read = section === 'Outputs' ? withoutDescriptions(value) : value;
  return JSON.stringify(canonicalValue(stack.fold(read), has));
}

const withoutDescriptions = (outputs: unknown) =>
  Object.fromEntries(
    Object.entries(fieldsOf(outputs)).map(([key, output]) => {
      const { Description: _, ...rest } = fieldsOf(output);
      return [key, rest];
    }),
  );
