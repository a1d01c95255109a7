import { type EcsRule, eachContainer, repeated } from './ecs-rule.ts';

/** Full ARNs; one of a secret may name a JSON key, a version stage and a version, all three colons kept. */
const SECRET_REFERENCES = [
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}(:[^:]*:[^:]*:[^:]*)?$/,
  /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+$/,
  /^stack-output:\/\/[\w-]+\/\w+$/,
];

/** Environment variables and secrets of a container. */
export const variableRules: readonly EcsRule[] = [
  {
    code: 'ecs/variable-once',
    says: 'a container is given every variable once, as text or as a secret',
    check: {
      'task-definition': eachContainer(({ environment = [], secrets = [] }) => {
        const all = [
          ...environment.map(({ name }, index) => ({ name, path: ['environment', index, 'name'] })),
          ...secrets.map(({ name }, index) => ({ name, path: ['secrets', index, 'name'] })),
        ];
        return repeated(all, ({ name }) => name).map(({ item: { name, path } }) => ({
          path,
          message: `the variable \`${name}\` is given twice`,
          hint: 'keep one of them',
        }));
      }),
    },
  },
  {
    code: 'ecs/secret-reference',
    says: 'a secret is named by its full ARN, with its six-character suffix and either no or all three colons after it',
    check: {
      // The value may be the secret itself, put in the wrong place, so it is not printed.
      'task-definition': eachContainer(({ secrets = [] }, _task, { target }) =>
        secrets.flatMap(({ name, valueFrom = '' }, index) =>
          // A laptop reads its secrets from a file of its own.
          target === 'local' || SECRET_REFERENCES.some((form) => form.test(valueFrom))
            ? []
            : [
                {
                  path: ['secrets', index, 'valueFrom'],
                  message: `the secret \`${name}\` is not named by the full ARN of a secret`,
                  hint: 'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<six characters>, or that with :<JSON key>:: behind it',
                },
              ],
        ),
      ),
    },
  },
];
