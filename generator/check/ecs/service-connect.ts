import type { EcsRule } from './ecs-rule.ts';

/** Service Connect, as far as one file says. What needs the task definition is wiring. */
export const serviceConnectRules: readonly EcsRule[] = [
  {
    code: 'ecs/alias-given',
    says: 'an entry of Service Connect has a client alias',
    check: {
      'service-connect': ({ services = [] }) =>
        services.flatMap(({ portName, clientAliases }, index) =>
          clientAliases
            ? []
            : [
                {
                  path: ['services', index],
                  message: `nobody can call the port \`${portName}\`: it has no alias`,
                  hint: 'clientAliases: [{port: …, dnsName: …}]',
                },
              ],
        ),
    },
  },
  {
    code: 'ecs/namespace-by-arn',
    says: 'in AWS a namespace is named by its ARN, since a name can make a second one',
    check: {
      'service-connect': ({ namespace }, { target }) =>
        target === 'local' || (namespace && /^(arn:|stack-output:\/\/)/.test(namespace))
          ? []
          : [
              {
                path: ['namespace'],
                message: namespace
                  ? `\`${namespace}\` is not an ARN`
                  : 'without `namespace` the cluster would have to have one',
                hint: 'the ARN, or the stack output that holds it',
              },
            ],
    },
  },
  {
    code: 'ecs/access-log-has-log',
    says: 'Service Connect writes access logs only where it writes a log',
    check: {
      'service-connect': ({ accessLogConfiguration, logConfiguration }) =>
        accessLogConfiguration && !logConfiguration
          ? [
              {
                path: ['accessLogConfiguration'],
                message: '`accessLogConfiguration` needs `logConfiguration`',
              },
            ]
          : [],
    },
  },
  {
    code: 'ecs/access-log-query',
    says: 'access logs leave out query parameters, which may hold what nobody should read',
    check: {
      'service-connect': ({ accessLogConfiguration }) =>
        accessLogConfiguration?.includeQueryParameters === 'ENABLED'
          ? [
              {
                path: ['accessLogConfiguration', 'includeQueryParameters'],
                message: 'query parameters would stand in the log',
                hint: 'includeQueryParameters: DISABLED',
              },
            ]
          : [],
    },
  },
  {
    code: 'ecs/idle-timeout',
    says: 'a connection may be idle for at least as long as one answer may take',
    check: {
      'service-connect': ({ services = [] }) =>
        services.flatMap(({ timeout = {} }, index) => {
          const { idleTimeoutSeconds: idle = 0, perRequestTimeoutSeconds: whole = 0 } = timeout;
          if (idle === 0 || idle >= whole) return [];
          return [
            {
              path: ['services', index, 'timeout', 'idleTimeoutSeconds'],
              message: `the connection closes after ${idle} s, before the ${whole} s of one answer`,
            },
          ];
        }),
    },
  },
];
