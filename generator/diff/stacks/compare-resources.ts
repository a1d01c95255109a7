import { createRequire } from 'node:module';
import type { Detail } from '../entry.ts';
import { valueChanges } from '../value-changes.ts';
import type { CanonicalResource, CombinedTemplate } from './combine-stacks.ts';

/** What CloudFormation does to a resource. */
export type Impact = 'added' | 'removed' | 'updated' | 'may-be-replaced' | 'replaced';

export interface ResourceChange {
  /** `<stack>.<logical id>`. */
  readonly id: string;
  readonly impact: Impact;
  readonly before?: CanonicalResource;
  readonly after?: CanonicalResource;
  /** Properties that differ, and those that refer to something that is replaced. */
  readonly properties: readonly PropertyChange[];
  /** Members beside the properties that differ, such as `DeletionPolicy`. */
  readonly members: readonly Detail[];
}

export interface PropertyChange {
  readonly name: string;
  readonly impact: 'updated' | 'may-be-replaced' | 'replaced';
  readonly values: readonly Detail[];
  /** What it refers to and is replaced, `<stack>.<logical id>`; the property itself is the same. */
  readonly because?: string;
}

/** Loaded when stacks differ, because its description of AWS's types takes a third of a second. */
const require = createRequire(import.meta.url);
type Library = typeof import('@aws-cdk/cloudformation-diff');

/** Every resource that differs, or is replaced because of what it refers to. */
export function compareResources(
  before: CombinedTemplate,
  after: CombinedTemplate,
): ResourceChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const { fullDiff } = require('@aws-cdk/cloudformation-diff') as Library;
  const { resources } = fullDiff({ Resources: { ...before } }, { Resources: { ...after } });
  return resources.logicalIds.map((id) => {
    const change = resources.get(id);
    const [was, is] = [before[id], after[id]];
    return {
      id,
      impact: impactOf(change.changeImpact, was, is),
      ...(was && { before: was }),
      ...(is && { after: is }),
      properties: Object.entries(change.propertyUpdates).map(([name, property]) =>
        readProperty(
          name,
          property.changeImpact,
          was?.Properties[name],
          is?.Properties[name],
          property.newValue,
        ),
      ),
      members: Object.keys(change.otherChanges).flatMap((member) =>
        valueChanges(memberOf(was, member), memberOf(is, member), [member]),
      ),
    };
  });
}

const memberOf = (resource: CanonicalResource | undefined, member: string): unknown =>
  resource && Reflect.get(resource, member);

const IMPACTS: Readonly<Record<string, Impact>> = {
  WILL_REPLACE: 'replaced',
  MAY_REPLACE: 'may-be-replaced',
};

function impactOf(
  impact: string,
  before: CanonicalResource | undefined,
  after: CanonicalResource | undefined,
): Impact {
  if (!before) return 'added';
  if (!after) return 'removed';
  return IMPACTS[impact] ?? 'updated';
}

/** The library writes what a replaced resource's name becomes into the value. */
const REPLACED = /"([\w-]+\.\w+) ?\(replaced\)"/;

function readProperty(
  name: string,
  impact: string | undefined,
  before: unknown,
  after: unknown,
  written: unknown,
): PropertyChange {
  const [, because] = REPLACED.exec(JSON.stringify(written) ?? '') ?? [];
  const found = IMPACTS[impact ?? ''];
  return {
    name,
    impact: found === 'replaced' || found === 'may-be-replaced' ? found : 'updated',
    values: valueChanges(before, after, [name]),
    ...(because && { because }),
  };
}
