import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Path } from '../../config/located.ts';
import type { Target } from '../../config/schema.ts';
import type { RuleEntry } from '../../diagnostics.ts';
import type { EcsInputs, EcsKind } from '../../wiring/ecs-input.ts';

/** What a rule has to say about one place of a file. */
export interface EcsFinding {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** What a rule may know besides the file. */
export interface Surroundings {
  readonly target: Target;
  readonly region: string;
}

export type EcsCheck<Kind extends EcsKind> = (
  input: EcsInputs[Kind],
  surroundings: Surroundings,
) => readonly EcsFinding[];

/** A check of one file that the SDK's schema finds no wrong type in. Each reports all that it finds. */
export interface EcsRule extends RuleEntry {
  readonly code: `ecs/${string}`;
  /** By the kinds of file that it is about. */
  readonly check: { readonly [Kind in EcsKind]?: EcsCheck<Kind> };
}

export type Task = EcsInputs['task-definition'];

/** A check of a task definition that looks at one container at a time; its paths begin at the container. */
export function eachContainer(
  check: (
    container: ContainerDefinition,
    task: Task,
    surroundings: Surroundings,
  ) => readonly EcsFinding[],
): EcsCheck<'task-definition'> {
  return (task, surroundings) =>
    (task.containerDefinitions ?? []).flatMap((container, index) =>
      check(container, task, surroundings).map((finding) => ({
        ...finding,
        path: ['containerDefinitions', index, ...finding.path],
      })),
    );
}

/** Positions of the items whose key an earlier item has. */
export function repeated<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => unknown,
): { index: number; item: Item }[] {
  const seen = new Set<unknown>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    if (key === undefined || key === '') return [];
    if (seen.has(key)) return [{ index, item }];
    seen.add(key);
    return [];
  });
}
