import { eachService, type Rule } from './rule.ts';

/** Environment variables and secrets. */
export const secretRules: readonly Rule[] = [
  {
    code: 'rule/secret-or-plain',
    says: 'a variable stands in `environment` or in `secrets`, not in both',
    check: eachService(({ service: { environment, secrets } }) =>
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
    code: 'rule/secret-has-arn',
    says: 'a secret has its ARN',
    targets: ['aws'],
    check: eachService(({ service: { secrets } }) =>
      Object.entries(secrets)
        .filter(([, { arn }]) => arn === undefined)
        .map(([variable]) => ({
          path: ['secrets', variable],
          message: `the secret \`${variable}\` has no \`arn\``,
          hint: 'give the full ARN of the secret in AWS Secrets Manager',
        })),
    ),
  },
];
