import type { Release } from '../release/release.ts';
import type { StackStep } from '../stacks/plan-stacks.ts';
import { isVoid } from '../stacks/stack-states.ts';

/** Types that stay when their stack goes, and the property that gives them a name that nothing else may have. */
const NAMED = {
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
} as const;

export type NamedType = keyof typeof NAMED;

/** A resource that a plan makes under a name that is free, or it can't be made. */
export interface FreeName {
  readonly type: NamedType;
  readonly name: string;
}

export type PlannedStack = Pick<StackStep, 'stack' | 'action' | 'status' | 'changes'>;

/**
 * Names that must be free before stacks change. Stacks in an odd state are not looked at while anything
 * of them stands: what is there may be what the run made that left them so.
 */
export function readNames({ wiring }: Release, steps: readonly PlannedStack[]): FreeName[] {
  return steps
    .filter(({ action, status }) => action === 'update' || isVoid(status))
    .flatMap(({ stack, changes }) => {
      const own = wiring.stacks.find(({ name }) => name === stack);
      return changes.flatMap(({ logicalId, type, impact, properties }) => {
        if (!isNamedType(type)) return [];
        if (impact !== 'added' && !properties.includes(NAMED[type])) return [];
        const name = own?.resource(logicalId)?.properties[NAMED[type]];
        return typeof name === 'string' ? [{ type, name }] : [];
      });
    });
}

const isNamedType = (type: string): type is NamedType => Object.hasOwn(NAMED, type);
