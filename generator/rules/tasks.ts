import { fargateSize } from '../config/fargate-sizes.ts';
import { eachService, type Rule } from './rule.ts';

/** What one task is: its size and its health check. */
export const taskRules: readonly Rule[] = [
  {
    code: 'rule/fargate-size',
    says: 'Fargate has a task of that `cpu` and `memory`',
    check: eachService(({ service: { cpu, memory } }) => {
      const { isLegal, allowed } = fargateSize(cpu, memory);
      if (isLegal) return [];
      const message = `Fargate has no task of ${cpu} CPU units and ${memory} MiB`;
      return [{ path: ['memory'], message, hint: `${cpu} CPU units take ${allowed}` }];
    }),
  },
  {
    code: 'rule/health-timing',
    says: 'a health check ends before the next begins',
    check: eachService(({ service: { health } }) =>
      health.timeout < health.interval
        ? []
        : [
            {
              path: ['health', 'timeout'],
              message: `a health check of ${health.timeout} s does not end within its interval of ${health.interval} s`,
              hint: 'make `timeout` smaller than `interval`',
            },
          ],
    ),
  },
];
