import { hintFrom } from '../../nearest.ts';
import { type EcsRule, eachContainer } from './ecs-rule.ts';

/** Containers that wait for one another. */
export const dependsOnRules: readonly EcsRule[] = [
  {
    code: 'ecs/depends-on-known',
    says: '`dependsOn` names other containers of the task',
    check: {
      'task-definition': eachContainer(({ name, dependsOn = [] }, { containerDefinitions = [] }) =>
        dependsOn.flatMap(({ containerName = '' }, index) => {
          const others = containerDefinitions
            .map((container) => container.name ?? '')
            .filter((other) => other !== name);
          if (others.includes(containerName)) return [];
          return [
            {
              path: ['dependsOn', index, 'containerName'],
              message: `there is no other container \`${containerName}\` in the task`,
              ...(others.length > 0 && { hint: hintFrom(containerName, others) }),
            },
          ];
        }),
      ),
    },
  },
  {
    code: 'ecs/depends-on-condition',
    says: 'the condition of `dependsOn` can come true: HEALTHY needs a health check, COMPLETE and SUCCESS a container that is not essential',
    check: {
      'task-definition': eachContainer(({ dependsOn = [] }, { containerDefinitions = [] }) =>
        dependsOn.flatMap(({ containerName, condition }, index) => {
          const other = containerDefinitions.find(({ name }) => name === containerName);
          if (!other) return [];
          const path = ['dependsOn', index, 'condition'];
          if (condition === 'HEALTHY' && !other.healthCheck) {
            return [{ path, message: `\`${containerName}\` has no health check` }];
          }
          const mustEnd = condition === 'COMPLETE' || condition === 'SUCCESS';
          if (!mustEnd || other.essential === false) return [];
          return [{ path, message: `\`${containerName}\` is essential, so it must not end` }];
        }),
      ),
    },
  },
  {
    code: 'ecs/depends-on-acyclic',
    says: 'containers do not wait for one another in a circle',
    check: {
      'task-definition': ({ containerDefinitions = [] }) =>
        containerDefinitions.flatMap(({ name = '' }, index) => {
          const waitsFor = (container: string) =>
            containerDefinitions
              .find((other) => other.name === container)
              ?.dependsOn?.map(({ containerName = '' }) => containerName) ?? [];
          return name && reaches(name, name, waitsFor)
            ? [
                {
                  path: ['containerDefinitions', index, 'dependsOn'],
                  message: `\`${name}\` waits for itself in the end`,
                },
              ]
            : [];
        }),
    },
  },
];
/** Whether one can get from a name to another, in one step or more. */
function reaches(from: string, to: string, next: (name: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const waiting = [...next(from)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...next(name));
  }
  return false;
}
