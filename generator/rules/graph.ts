import { hintFrom } from '../nearest.ts';
import { findCycle } from './find-cycle.ts';
import { eachService, type Rule } from './rule.ts';

/** Who connects to whom. */
export const graphRules: readonly Rule[] = [
  {
    code: 'rule/connects-to-known',
    says: '`connectsTo` names services of the environment',
    check: eachService(({ service: { connectsTo } }, { config: { services } }) =>
      connectsTo.flatMap((other, index) => {
        if (services[other]) return [];
        const hint = hintFrom(other, Object.keys(services));
        return [{ path: ['connectsTo', index], message: `there is no service \`${other}\``, hint }];
      }),
    ),
  },
  {
    code: 'rule/connects-to-acyclic',
    says: 'services do not connect in a circle',
    check: ({ config: { services } }) => {
      const cycle = findCycle(services);
      if (!cycle) return [];
      const message = `services connect in a circle: ${cycle.join(' → ')}`;
      return [
        {
          path: ['services', cycle[0] as string, 'connectsTo'],
          message,
          hint: 'a service is started after those that it connects to',
        },
      ];
    },
  },
  {
    code: 'rule/local-ports-unique',
    says: 'on one machine every service has a port of its own',
    targets: ['local'],
    check: ({ config: { services } }) => {
      const seen = new Map<number, string>();
      return Object.entries(services).flatMap(([name, { port }]) => {
        const other = seen.get(port);
        seen.set(port, name);
        if (!other) return [];
        const message = `\`${name}\` and \`${other}\` both use port ${port} on one machine`;
        return [{ path: ['services', name, 'port'], message }];
      });
    },
  },
];
