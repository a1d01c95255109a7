import { dotted } from '../config/located.ts';
import { commonValues } from '../model/environment-values.ts';
import { type AwsName, type NameLimit, nameLimits, secretParameters } from './aws-names.ts';
import { deployed, type Finding, onceForAll, type Rule } from './rule.ts';

/** First environment, by name, of each first part of names. */
const owners = onceForAll((all) => {
  const names = all
    .filter(({ config }) => config.target !== 'local')
    .toSorted((a, b) => (a.name < b.name ? 1 : -1));
  return new Map(names.map((one) => [commonValues.prefix(one), one.name]));
});

/** Where names meet, and with what they begin. */
const placeOf = (account: string, region: string, prefix: string) =>
  `${account} ${region} ${prefix}`;

/** Deployed environments, by account, Region and first part of names. */
const neighbours = onceForAll(
  (all) =>
    new Map(
      all.flatMap(({ name, config }): [string, string][] =>
        config.target === 'aws'
          ? [[placeOf(config.account, config.region, commonValues.prefix({ name, config })), name]]
          : [],
      ),
    ),
);

/** What comes before each hyphen of a text, the longest first. */
const beginnings = (text: string): string[] =>
  text
    .split('-')
    .map((_, count, parts) => parts.slice(0, count).join('-'))
    .slice(1)
    .reverse();

/** What is wrong with one name, or nothing. */
export function checkName(limit: NameLimit, { name, path }: AwsName): Finding[] {
  const { what, min, max, pattern, allowed } = limit;
  const shorten = path.length === 0 ? 'the environment’s folder name or `project`' : 'its name';
  const place = { path, at: 'key' } as const;
  if (name.length > max) {
    const message = `the ${what} \`${name}\` would have ${name.length} characters; AWS allows ${max}`;
    const hint = `shorten ${shorten} by ${name.length - max}`;
    return [{ ...place, message, hint }];
  }
  if (name.length >= min && pattern.test(name)) return [];
  const message = `AWS does not allow \`${name}\` as the name of the ${what}`;
  return [{ ...place, message, hint: `change ${shorten}: ${allowed}` }];
}

/** Names in AWS. They are computed, so a limit is held against what they will be. */
export const nameRules: readonly Rule[] = [
  {
    code: 'rule/aws-names',
    says: 'the names that are computed from the config are as long, and of such characters, as AWS allows',
    targets: ['aws', 'account'],
    check: (subject) =>
      nameLimits.flatMap((limit) => limit.names(subject).flatMap((name) => checkName(limit, name))),
  },
  {
    code: 'rule/prefix-unique',
    says: 'no two environments begin their names in AWS with the same `project` and environment name',
    targets: ['aws', 'account'],
    check: ({ name, config, all }) => {
      const prefix = commonValues.prefix({ name, config });
      const owner = owners(all).get(prefix);
      if (owner === undefined || owner === name) return [];
      const message = `names in AWS would begin with \`${prefix}\`, as those of \`${owner}\` do`;
      return [{ path: ['project'], message, hint: 'choose another `project` or folder name' }];
    },
  },
  {
    code: 'rule/prefix-apart',
    says: 'names of an environment in AWS do not begin as those of another in its account and Region do, whose roles would reach them',
    ...deployed(({ account, region }, { name, config, all }) => {
      const prefix = commonValues.prefix({ name, config });
      const owner = beginnings(prefix).find((one) =>
        neighbours(all).has(placeOf(account, region, one)),
      );
      if (owner === undefined) return [];
      const other = neighbours(all).get(placeOf(account, region, owner));
      const message = `names in AWS would begin with \`${prefix}\`, and the roles of \`${other}\` are for all that begins with \`${owner}-\``;
      const hint = `choose a folder name that does not begin with \`${other}-\`, or another account`;
      return [{ path: ['account'], message, hint }];
    }),
  },
  {
    code: 'rule/parameters-unique',
    says: 'no two secrets become the same parameter of the platform stack',
    ...deployed((_config, subject) => {
      const seen = new Map<string, string>();
      return secretParameters(subject).flatMap(({ name, path }): Finding[] => {
        const other = seen.get(name);
        seen.set(name, dotted(path));
        if (other === undefined) return [];
        const message = `this and ${other} both become the stack parameter ${name}`;
        return [{ path, message, hint: 'give one of them another name', at: 'key' }];
      });
    }),
  },
];
