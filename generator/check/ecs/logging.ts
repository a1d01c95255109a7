import type { LogConfiguration } from '@aws-sdk/client-ecs';
import { hintFrom } from '../../nearest.ts';
import { type EcsFinding, type EcsRule, eachContainer, type Surroundings } from './ecs-rule.ts';

/** Without these the task does not start on Fargate (LogConfiguration, `options`). */
const NEEDED = ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix'] as const;

/** The options that the ECS API reference names (LogConfiguration, `options`); ECS refuses others. */
const KNOWN = [
  ...NEEDED,
  'awslogs-create-group',
  'awslogs-datetime-format',
  'awslogs-multiline-pattern',
  'mode',
  'max-buffer-size',
];

/** Where logs go. */
export const loggingRules: readonly EcsRule[] = [
  {
    code: 'ecs/log-configuration-given',
    says: 'a container says where its log goes',
    check: {
      'task-definition': eachContainer(({ logConfiguration }) =>
        logConfiguration
          ? []
          : [
              {
                path: [],
                message: 'without `logConfiguration` nobody can read what the container says',
              },
            ],
      ),
    },
  },
  {
    code: 'ecs/awslogs-needs',
    says: 'the driver `awslogs` is given a group, a Region and a stream prefix',
    check: eachLog(({ options = {} }) =>
      NEEDED.filter((option) => !options[option]).map((option) => ({
        path: ['options'],
        message: `the option \`${option}\` is missing, without which no task starts`,
      })),
    ),
  },
  {
    code: 'ecs/awslogs-option',
    says: 'the driver `awslogs` is given options that it knows',
    check: eachLog(({ options = {} }) =>
      Object.keys(options)
        .filter((option) => !KNOWN.includes(option))
        .map((option) => ({
          path: ['options', option],
          message: `\`awslogs\` knows no option \`${option}\``,
          hint: hintFrom(option, KNOWN),
        })),
    ),
  },
  {
    code: 'ecs/log-mode',
    says: 'the log mode is `blocking` or `non-blocking`',
    check: eachLog(({ options: { mode } = {} }) =>
      mode === undefined || mode === 'blocking' || mode === 'non-blocking'
        ? []
        : [
            {
              path: ['options', 'mode'],
              message: `there is no log mode \`${mode}\``,
              hint: hintFrom(mode, ['blocking', 'non-blocking']),
            },
          ],
    ),
  },
  {
    code: 'ecs/log-region',
    says: 'logs go to the Region in which their groups are made',
    check: eachLog(({ options = {} }, { region }) => {
      const written = options['awslogs-region'];
      if (!written || written === region) return [];
      const message = `the log groups are made in ${region}, not in ${written}`;
      return [{ path: ['options', 'awslogs-region'], message, hint: region }];
    }),
  },
];

/** A check of every `awslogs` configuration: of containers, and of the Service Connect proxy. */
function eachLog(
  check: (log: LogConfiguration, surroundings: Surroundings) => readonly EcsFinding[],
): EcsRule['check'] {
  const inside = (log: LogConfiguration | undefined, surroundings: Surroundings) =>
    log?.logDriver !== 'awslogs'
      ? []
      : check(log, surroundings).map((finding) => ({
          ...finding,
          path: ['logConfiguration', ...finding.path],
        }));
  return {
    'task-definition': eachContainer(({ logConfiguration }, _task, surroundings) =>
      inside(logConfiguration, surroundings),
    ),
    'service-connect': ({ logConfiguration }, surroundings) =>
      inside(logConfiguration, surroundings),
  };
}
