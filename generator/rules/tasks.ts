import { fargateSize } from '../config/fargate-sizes.ts';
import { eachRunning, type Rule } from './rule.ts';

/** Ports below this one want root or a capability; ECS containers that are not root can't bind them. */
const FIRST_UNPRIVILEGED_PORT = 1024;

/** Longer than this, and visitors give up before a hung task is replaced. Seconds; our own judgement. */
const LONGEST_UNNOTICED = 300;

/** What one task is: its size, its port and its health check. */
export const taskRules: readonly Rule[] = [
  {
    code: 'rule/fargate-size',
    says: 'Fargate has a task of that `cpu` and `memory`',
    ...eachRunning(({ service: { cpu, memory } }) => {
      const { isLegal, allowed } = fargateSize(cpu, memory);
      if (isLegal) return [];
      const message = `Fargate has no task of ${cpu} CPU units and ${memory} MiB`;
      return [{ path: ['memory'], message, hint: `${cpu} CPU units take ${allowed}` }];
    }),
  },
  {
    code: 'rule/unprivileged-port',
    says: 'the port is 1024 or higher, since the process is not root and has no capabilities',
    ...eachRunning(({ service: { port } }) => {
      if (port >= FIRST_UNPRIVILEGED_PORT) return [];
      const message = `a process that is not root can't listen on port ${port}`;
      return [{ path: ['port'], message, hint: 'take a port from 1024 on, such as 8080' }];
    }),
  },
  {
    code: 'rule/health-timing',
    says: 'a health check ends before the next begins',
    ...eachRunning(({ service: { health } }) => {
      if (health.timeout < health.interval) return [];
      const message = `a health check of ${health.timeout} s does not end within its interval of ${health.interval} s`;
      const hint = `make \`timeout\` smaller than ${health.interval}`;
      return [{ path: ['health', 'timeout'], message, hint }];
    }),
  },
  {
    // The first check runs one interval after the start (Docker, HEALTHCHECK).
    code: 'rule/health-start',
    says: 'the first health check falls into the start period',
    ...eachRunning(({ service: { health } }) => {
      const { interval, startPeriod } = health;
      if (startPeriod >= interval) return [];
      const message = `the first health check comes after ${interval} s, but failures count from ${startPeriod} s on`;
      const hint = `give a \`startPeriod\` of ${interval} or more`;
      return [{ path: ['health', 'startPeriod'], message, hint }];
    }),
  },
  {
    code: 'rule/health-notices',
    says: 'a task that hangs is noticed within five minutes',
    severity: 'warning',
    ...eachRunning(({ service: { health } }) => {
      const seconds = health.interval * health.retries;
      if (seconds <= LONGEST_UNNOTICED) return [];
      const message = `a task that hangs gets requests for ${seconds} s (\`interval\` × \`retries\`)`;
      const hint = `keep it within ${LONGEST_UNNOTICED} s, such as 30 s × 3`;
      return [{ path: ['health', 'interval'], message, hint }];
    }),
  },
];
