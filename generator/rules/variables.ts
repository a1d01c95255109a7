import type { Path } from '../config/located.ts';
import { eachRunning, type Finding, type Rule } from './rule.ts';
import { formOf, isToldByName } from './secret-values.ts';

/** Variables that are not the config's to set, with who sets them. */
export const reservedVariables: readonly { readonly name: RegExp; readonly why: string }[] = [
  { name: /^AWS_/, why: 'the platform gives every AWS SDK its Region, credentials and endpoints' },
  { name: /^ECS_/, why: 'Amazon ECS sets it' },
  {
    name: /^(?:NODE_USE_ENV_PROXY|HTTPS?_PROXY|ALL_PROXY|NO_PROXY)$/,
    why: 'Service Connect is played by a proxy on one machine',
  },
  { name: /^(?:PATH|HOME|HOSTNAME)$/, why: 'the container or the machine sets it' },
];

const OUT_OF_GIT =
  'name it under `secrets` with its ARN in AWS Secrets Manager, and change the value: it was written down';

/** Every text of a config, with its place. */
function textsOf(value: unknown, path: Path): { readonly path: Path; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key]));
}

/** Environment variables, and values that should not stand in a config. */
export const variableRules: readonly Rule[] = [
  {
    code: 'rule/reserved-variable',
    says: 'neither `environment` nor `secrets` names a variable that the platform sets (`AWS_…`, `ECS_…`, proxies, `PATH`, `HOME`)',
    ...eachRunning(({ service }) =>
      (['environment', 'secrets'] as const).flatMap((map) =>
        Object.keys(service[map]).flatMap((variable): Finding[] => {
          const reserved = reservedVariables.find(({ name }) => name.test(variable));
          if (!reserved) return [];
          const message = `\`${variable}\` is not yours to set: ${reserved.why}`;
          const hint = 'leave it out, or give your own variable another name';
          return [{ path: [map, variable], message, hint, at: 'key' }];
        }),
      ),
    ),
  },
  {
    code: 'rule/secret-or-plain',
    says: 'a variable stands in `environment` or in `secrets`, not in both',
    ...eachRunning(({ service: { environment, secrets } }) =>
      Object.keys(secrets)
        .filter((variable) => Object.hasOwn(environment, variable))
        .map((variable) => ({
          path: ['environment', variable],
          message: `\`${variable}\` stands in both \`environment\` and \`secrets\``,
          hint: 'keep one of them',
        })),
    ),
  },
  {
    code: 'rule/secret-by-value',
    says: 'no value has the form of a key, a token or a URL with a password',
    check: ({ config }) =>
      textsOf(config, []).flatMap(({ path, text }): Finding[] => {
        const form = formOf(text);
        if (!form) return [];
        return [{ path, message: `this looks like ${form}`, hint: OUT_OF_GIT, isSecret: true }];
      }),
  },
  {
    code: 'rule/secret-by-name',
    says: 'a variable called `…_TOKEN`, `…_KEY`, `…PASSWORD…`, `…SECRET…` or `…CREDENTIAL…` holds a reference, a number, true or false, a path or a URL, not a word',
    ...eachRunning(({ service: { environment } }) =>
      Object.entries(environment).flatMap(([variable, value]): Finding[] => {
        if (!isToldByName(variable, String(value)) || formOf(String(value))) return [];
        const message = `\`${variable}\` sounds like a secret, and its value stands here for all to read`;
        const path = ['environment', variable];
        return [{ path, message, hint: OUT_OF_GIT, isSecret: true }];
      }),
    ),
  },
];
