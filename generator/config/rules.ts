import type { Diagnostic } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import { fargateSize } from './fargate-sizes.ts';
import { findCycle } from './find-cycle.ts';
import type { LoadedConfig } from './loaded-config.ts';
import { dotted, positionAt } from './located.ts';
import { eachService, type Rule } from './rule.ts';

/** Rules across keys. Each reports all that it finds. */
export const rules: readonly Rule[] = [
  {
    name: 'fargate-size',
    check: eachService(({ cpu, memory }) => {
      const { isLegal, allowed } = fargateSize(cpu, memory);
      if (isLegal) return [];
      const message = `Fargate has no task of ${cpu} CPU units and ${memory} MiB`;
      return [{ path: ['memory'], message, hint: `${cpu} CPU units take ${allowed}` }];
    }),
  },
  {
    name: 'connects-to-known',
    check: eachService(({ connectsTo }, { services }) =>
      connectsTo.flatMap((other, index) => {
        const path = ['connectsTo', index];
        if (services[other]) return [];
        return [
          {
            path,
            message: `there is no service \`${other}\``,
            hint: hintFrom(other, Object.keys(services)),
          },
        ];
      }),
    ),
  },
  {
    name: 'connects-to-acyclic',
    check: ({ services }) => {
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
    name: 'health-timing',
    check: eachService(({ health }) =>
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
  {
    name: 'secret-or-plain',
    check: eachService(({ environment, secrets }) =>
      Object.keys(secrets)
        .filter((variable) => variable in environment)
        .map((variable) => ({
          path: ['environment', variable],
          message: `\`${variable}\` stands in both \`environment\` and \`secrets\``,
          hint: 'keep one of them',
        })),
    ),
  },
  {
    name: 'secret-has-arn',
    applies: ['aws'],
    check: eachService(({ secrets }) =>
      Object.entries(secrets)
        .filter(([, { arn }]) => arn === undefined)
        .map(([variable]) => ({
          path: ['secrets', variable],
          message: `the secret \`${variable}\` has no \`arn\``,
          hint: 'give the full ARN of the secret in AWS Secrets Manager',
        })),
    ),
  },
  {
    name: 'scaling-range',
    check: eachService(({ scaling, desired, exposure }) => {
      if (!scaling) return [];
      if (exposure.mode === 'internal') {
        return [
          {
            path: ['scaling'],
            message: '`scaling` has no effect with exposure `internal`',
            hint: 'set `desired` instead',
          },
        ];
      }
      if (scaling.min <= desired && desired <= scaling.max) return [];
      return [
        {
          path: ['desired'],
          message: `\`desired\` is ${desired}, outside \`scaling\` ${scaling.min} to ${scaling.max}`,
        },
      ];
    }),
  },
  {
    name: 'express-scales',
    check: eachService(({ scaling, exposure }) =>
      exposure.mode !== 'express' || scaling
        ? []
        : [
            {
              path: ['exposure', 'mode'],
              message: 'exposure `express` needs `scaling`',
              hint: 'such as `scaling: {min: 1, max: 4, targets: [{metric: cpu, value: 70}]}`',
            },
          ],
    ),
  },
  {
    name: 'exposure-has-sign-in',
    check: eachService(({ exposure }, config) =>
      config.target !== 'aws' || config.tier === 'development' || exposure.mode !== 'express'
        ? []
        : [
            {
              path: ['exposure', 'mode'],
              message: `exposure \`express\` is open to everybody, which the tier \`${config.tier}\` does not allow`,
              hint: 'use `internal`',
            },
          ],
    ),
  },
  {
    name: 'local-ports-unique',
    applies: ['local'],
    check: ({ services }) => {
      const seen = new Map<number, string>();
      return Object.entries(services).flatMap(([name, { port }]) => {
        const other = seen.get(port);
        seen.set(port, name);
        return other
          ? [
              {
                path: ['services', name, 'port'],
                message: `\`${name}\` and \`${other}\` both use port ${port} on one machine`,
              },
            ]
          : [];
      });
    },
  },
];

export function checkRules({ config, layered }: LoadedConfig): Diagnostic[] {
  return rules
    .filter(({ applies }) => !applies || applies.includes(config.target))
    .flatMap((rule) => rule.check(config))
    .map(({ path, message, hint }) => ({
      code: 'config/rule',
      severity: 'error',
      message: `${dotted(path)}: ${message}`,
      ...(hint && { hint }),
      ...positionAt(layered, path),
      path: dotted(path),
    }));
}
