import { clientsOf } from '../model/service-graph.ts';
import { hintFrom } from '../nearest.ts';
import { findCycles } from './find-cycles.ts';
import { eachRunning, eachService, type Rule } from './rule.ts';

/** Who connects to whom. */
export const graphRules: readonly Rule[] = [
  {
    code: 'rule/connects-to-known',
    says: '`connectsTo` names services of the environment',
    check: eachService(({ service: { connectsTo } }, { config: { services } }) =>
      connectsTo.flatMap((other, index) => {
        if (Object.hasOwn(services, other)) return [];
        const hint = hintFrom(other, Object.keys(services));
        return [{ path: ['connectsTo', index], message: `there is no service \`${other}\``, hint }];
      }),
    ),
  },
  {
    code: 'rule/connects-to-once',
    says: '`connectsTo` names a service once',
    check: eachService(({ service: { connectsTo } }) =>
      connectsTo.flatMap((other, index) => {
        if (connectsTo.indexOf(other) === index) return [];
        const message = `\`${other}\` is named twice`;
        return [{ path: ['connectsTo', index], message, hint: 'leave one of them out' }];
      }),
    ),
  },
  {
    code: 'rule/connects-to-acyclic',
    says: 'services do not connect in a circle, nor one to itself',
    check: ({ config: { services } }) => {
      const edges = new Map(
        Object.entries(services).map(([name, { connectsTo }]) => [name, connectsTo]),
      );
      return findCycles(edges).map((cycle) => ({
        path: ['services', cycle[0] as string, 'connectsTo'],
        message: `services connect in a circle: ${cycle.join(' → ')}`,
        hint:
          cycle.length === 2
            ? 'a service reaches itself at 127.0.0.1, without Service Connect'
            : 'a service is started after those that it connects to, so leave one of these out',
      }));
    },
  },
  {
    code: 'rule/service-reached',
    says: 'where one service is exposed, every other is exposed too or has a client',
    severity: 'warning',
    ...eachRunning(({ name, service }, { config: { services } }) => {
      const isOpen = ({ exposure }: typeof service) => exposure.mode !== 'internal';
      if (isOpen(service) || !Object.values(services).some(isOpen)) return [];
      if (clientsOf(services, name).length > 0) return [];
      const message = 'nothing reaches this service: it is not exposed, and none connects to it';
      const hint = `name \`${name}\` in the \`connectsTo\` of its clients, or take it out`;
      return [{ path: [], message, hint, at: 'key' }];
    }),
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
        const hint = 'give one of them another port for the target `local`';
        return [{ path: ['services', name, 'port'], message, hint }];
      });
    },
  },
];
