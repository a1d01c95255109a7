import { deployed, eachDeployed, type Rule } from './rule.ts';
import { fewestTasks } from './scaling.ts';

/** Less, and yesterday's incident can't be looked into. Days; our own judgement. */
const LOG_DAYS = 30;

/** What `tier: production` asks for besides. */
export const productionRules: readonly Rule[] = [
  {
    code: 'rule/production-deployed',
    says: 'production is deployed: it is no tier of the target `local`',
    targets: ['local'],
    check: ({ config }) =>
      config.target !== 'local' || config.tier !== 'production'
        ? []
        : [
            {
              path: ['tier'],
              message: 'what runs on one machine is not production',
              hint: 'write `tier: development`, or `target: aws`',
            },
          ],
  },
  {
    code: 'rule/production-on-demand',
    says: 'production does not run on FARGATE_SPOT, whose tasks AWS may stop at any time',
    ...eachDeployed(({ service: { capacity } }, { tier }) => {
      if (tier !== 'production' || capacity !== 'FARGATE_SPOT') return [];
      const message = 'AWS may stop a task on FARGATE_SPOT at two minutes’ notice';
      return [{ path: ['capacity'], message, hint: 'set `capacity: FARGATE` in production' }];
    }),
  },
  {
    code: 'rule/production-spare-task',
    says: 'in production a service keeps two tasks, unless its sessions live in memory',
    ...eachDeployed(({ service }, { tier }) => {
      const { count, path } = fewestTasks(service);
      // A service that is off on purpose is not one that may break.
      const isOff = service.desired === 0 && !service.scaling;
      if (tier !== 'production' || service.sessions === 'memory' || isOff || count >= 2) return [];
      const message = `${count === 0 ? 'no task' : 'one task'} in production: when it stops, the service is gone`;
      return [{ path, message, hint: `set \`${path.join('.')}\` to 2 or more` }];
    }),
  },
  {
    code: 'rule/production-keeps-sessions',
    says: 'in production no session lives in the memory of one task',
    severity: 'warning',
    ...eachDeployed(({ service: { sessions } }, { tier }) => {
      if (tier !== 'production' || sessions !== 'memory') return [];
      const message =
        'sessions end with the one task that holds them: at every deployment, and whenever it fails, the service is away for a moment and visitors begin anew';
      const hint = 'keep sessions outside of the task, then set `sessions: none` and two tasks';
      return [{ path: ['sessions'], message, hint }];
    }),
  },
  {
    code: 'rule/production-zones',
    says: 'production stands in two Availability Zones or more',
    ...deployed(({ tier, network: { azCount } }) => {
      if (tier !== 'production' || azCount >= 2) return [];
      const message = 'production in one Availability Zone goes away with it';
      return [{ path: ['network', 'azCount'], message, hint: 'set `azCount: 2` or 3' }];
    }),
  },
  {
    code: 'rule/production-nat',
    says: 'production has a NAT gateway in each Availability Zone',
    severity: 'warning',
    ...deployed(({ tier, network: { azCount, nat } }) => {
      if (tier !== 'production' || nat === 'per-az' || azCount < 2) return [];
      const message = 'one NAT gateway for all zones: without its zone no task reaches AWS';
      return [{ path: ['network', 'nat'], message, hint: 'set `nat: per-az`' }];
    }),
  },
  {
    code: 'rule/production-flow-logs',
    says: 'production records which connections were made',
    ...deployed(({ tier, network: { flowLogs } }) => {
      if (tier !== 'production' || flowLogs) return [];
      const message = 'nobody could tell afterwards which connections were made';
      return [{ path: ['network', 'flowLogs'], message, hint: 'set `flowLogs: true`' }];
    }),
  },
  {
    code: 'rule/production-logs',
    says: 'production keeps its logs for 30 days or longer',
    severity: 'warning',
    ...deployed(({ tier, logs: { retentionDays } }) => {
      if (tier !== 'production' || retentionDays >= LOG_DAYS) return [];
      const message = `logs are gone after ${retentionDays} days`;
      const hint = `set \`retentionDays\` to ${LOG_DAYS} or more`;
      return [{ path: ['logs', 'retentionDays'], message, hint }];
    }),
  },
];
