import type { ServiceConfig } from '../config/service-schema.ts';
import { clientsOf } from '../model/service-graph.ts';
import { eachDeployed, eachRunning, type Rule } from './rule.ts';

/** The fewest tasks that may run, and the key that says so. */
export function fewestTasks({ scaling, desired }: ServiceConfig) {
  return scaling
    ? { count: scaling.min, path: ['scaling', 'min'] }
    : { count: desired, path: ['desired'] };
}

function mostTasks({ scaling, desired }: ServiceConfig) {
  return scaling
    ? { count: scaling.max, path: ['scaling', 'max'] }
    : { count: desired, path: ['desired'] };
}

/** How many tasks run. */
export const scalingRules: readonly Rule[] = [
  {
    code: 'rule/scaling-order',
    says: '`scaling.min` is not above `scaling.max`',
    ...eachRunning(({ service: { scaling } }) => {
      if (!scaling || scaling.min <= scaling.max) return [];
      const message = `the fewest tasks, ${scaling.min}, are more than the most, ${scaling.max}`;
      const hint = `set \`scaling.max\` to ${scaling.min} or more`;
      return [{ path: ['scaling', 'min'], message, hint }];
    }),
  },
  {
    code: 'rule/scaling-range',
    says: '`desired` lies between `scaling.min` and `scaling.max`',
    ...eachRunning(({ service: { scaling, desired } }) => {
      if (!scaling || scaling.min > scaling.max) return [];
      if (scaling.min <= desired && desired <= scaling.max) return [];
      const nearest = desired < scaling.min ? scaling.min : scaling.max;
      const message = `\`desired\` is ${desired}, outside \`scaling\` ${scaling.min} to ${scaling.max}`;
      return [{ path: ['desired'], message, hint: `set \`desired: ${nearest}\`` }];
    }),
  },
  {
    code: 'rule/server-has-tasks',
    says: 'a service that somebody reaches keeps at least one task',
    ...eachDeployed(({ name, service }, { services }) => {
      const { count, path } = fewestTasks(service);
      const clients = clientsOf(services, name);
      const callers = service.exposure.mode === 'internal' ? clients : [...clients, 'visitors'];
      if (count > 0 || callers.length === 0) return [];
      const message = `no task may be left to answer ${callers.join(', ')}`;
      const hint =
        clients.length > 0
          ? `set it to 1 or more, or take \`${name}\` out of their \`connectsTo\``
          : 'set it to 1 or more';
      return [{ path, message, hint }];
    }),
  },
  {
    code: 'rule/sessions-one-task',
    says: 'with `sessions: memory` there is one task, since Service Connect sends each request to the next',
    ...eachDeployed(({ service }) => {
      const { count, path } = mostTasks(service);
      if (service.sessions !== 'memory' || count <= 1) return [];
      const message = `sessions live in the memory of one task, but there may be ${count}: a visitor's next request would meet a task that does not know them`;
      const hint = `set \`${path.join('.')}\` to 1, or \`sessions: none\` once no task keeps any`;
      return [{ path, message, hint }];
    }),
  },
];
