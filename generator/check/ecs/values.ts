import { dotted, type Path } from '../../config/located.ts';
import { hintFrom } from '../../nearest.ts';
import type { EcsInputs, EcsKind } from '../../wiring/ecs-input.ts';
import { type Bounds, lengths, ranges } from './bounds.ts';
import { type ClosedList, closedLists } from './closed-lists.ts';
import type { EcsFinding, EcsRule } from './ecs-rule.ts';
import { type NamePattern, namePatterns } from './name-patterns.ts';
import { valuesAt } from './select-values.ts';

/** The most that RegisterTaskDefinition takes, in bytes (Amazon ECS quotas). */
const LARGEST_TASK_DEFINITION = 65_536;

/** What each single value may be. The members stand in tables of their own. */
export const valueRules: readonly EcsRule[] = [
  {
    code: 'ecs/allowed-value',
    says: 'a member with a closed list of values has one that ECS on Fargate knows',
    check: byRow(closedLists, (value, { values }) =>
      values.includes(String(value)) ? undefined : hintFrom(String(value), values),
    ),
  },
  {
    code: 'ecs/range',
    says: 'numbers are whole and within what ECS takes',
    check: byRow(ranges, (value, bounds) =>
      Number.isInteger(value) && isWithin(Number(value), bounds)
        ? undefined
        : `a whole number, ${inWords(bounds)}`,
    ),
  },
  {
    code: 'ecs/list-length',
    says: 'lists have as many items as ECS takes',
    check: byRow(lengths, (value, bounds) =>
      isWithin((value as readonly unknown[]).length, bounds) ? undefined : inWords(bounds),
    ),
  },
  {
    code: 'ecs/name',
    says: 'names have the letters and the length that ECS takes',
    check: byRow(namePatterns, (value, { pattern, inWords: allowed }) =>
      pattern.test(String(value)) ? undefined : allowed,
    ),
  },
  {
    code: 'ecs/task-definition-size',
    says: 'a task definition has at most 64 KiB',
    check: {
      'task-definition': (task) => {
        const size = Buffer.byteLength(JSON.stringify(task));
        if (size <= LARGEST_TASK_DEFINITION) return [];
        const message = `the task definition has ${size} bytes`;
        return [{ path: [], message, hint: `at most ${LARGEST_TASK_DEFINITION}` }];
      },
    },
  },
];

const isWithin = (value: number, { min, max }: Bounds) => min <= value && value <= max;

function inWords({ min, max }: Bounds): string {
  if (min === max) return `exactly ${min}`;
  return max === Number.MAX_SAFE_INTEGER ? `at least ${min}` : `${min} to ${max}`;
}

/**
 * A check of the members that a table names.
 *
 * @param hintFor what would be right, or nothing when the value is
 */
function byRow<Row extends ClosedList | Bounds | NamePattern>(
  rows: readonly Row[],
  hintFor: (value: unknown, row: Row) => string | undefined,
): EcsRule['check'] {
  const checkKind = (own: readonly Row[]) => (input: EcsInputs[EcsKind]) =>
    own.flatMap((row) =>
      valuesAt(input, row.member).flatMap(({ path, value }): EcsFinding[] => {
        const hint = hintFor(value, row);
        return hint === undefined ? [] : [{ path, message: describe(path, value), hint }];
      }),
    );
  const byKind = Map.groupBy(rows, ({ of }) => of);
  return Object.fromEntries([...byKind].map(([of, own]) => [of, checkKind(own)]));
}

const describe = (path: Path, value: unknown) =>
  Array.isArray(value)
    ? `\`${dotted(path)}\` can't have ${value.length} items`
    : `\`${dotted(path)}\` can't be ${typeof value === 'string' ? `\`${value}\`` : value}`;
