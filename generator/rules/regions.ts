import type { Path } from '../config/located.ts';
import { knownRegions, partitionOf } from '../model/partitions.ts';
import { hintFrom } from '../nearest.ts';
import { deployed, type Rule } from './rule.ts';

interface Profile {
  /** How its ids begin. */
  readonly geography: string;
  /** How the Regions begin from which it can be called. */
  readonly from: readonly string[];
  readonly partition: string;
}

/**
 * Inference profiles of Amazon Bedrock by geography (Bedrock user guide, "Supported Regions and
 * models for inference profiles"). Which models a profile has differs, so this is the widest
 * reading: a Region that is not in it can't be right.
 */
const PROFILES: readonly Profile[] = [
  { geography: 'global', from: [''], partition: 'aws' },
  { geography: 'us', from: ['us-', 'ca-', 'mx-'], partition: 'aws' },
  { geography: 'ca', from: ['ca-'], partition: 'aws' },
  { geography: 'eu', from: ['eu-', 'il-'], partition: 'aws' },
  { geography: 'apac', from: ['ap-', 'me-'], partition: 'aws' },
  { geography: 'jp', from: ['ap-northeast-1', 'ap-northeast-3'], partition: 'aws' },
  {
    geography: 'au',
    from: ['ap-southeast-2', 'ap-southeast-4', 'ap-southeast-6'],
    partition: 'aws',
  },
  { geography: 'us-gov', from: ['us-gov-'], partition: 'aws-us-gov' },
];

const fits = (region: string) => (profile: Profile) =>
  partitionOf(region) === profile.partition &&
  profile.from.some((beginning) => region.startsWith(beginning));

/** Where it runs: account, Region, partition. */
export const regionRules: readonly Rule[] = [
  {
    code: 'rule/known-region',
    says: 'a Region is one that AWS has, in the partition aws, aws-cn or aws-us-gov',
    check: ({ config }) => {
      const named: [Path, string][] = [
        [['region'], config.region],
        ...(config.target === 'local'
          ? []
          : [[['registry', 'region'], config.registry.region] as [Path, string]]),
      ];
      return named
        .filter(([, region]) => !knownRegions.includes(region))
        .map(([path, region]) => ({
          path,
          message: `no Region \`${region}\` is known`,
          hint: `${hintFrom(region, knownRegions)} A new Region is added in generator/model/partitions.ts`,
        }));
    },
  },
  {
    code: 'rule/registry-partition',
    says: 'the registry is in the same partition, since nothing can be pulled across',
    check: ({ config }) => {
      if (config.target === 'local') return [];
      const [own, other] = [partitionOf(config.region), partitionOf(config.registry.region)];
      if (own === other) return [];
      const message = `${config.region} is in the partition ${own}, but the registry, in ${config.registry.region}, is in ${other}`;
      return [{ path: ['region'], message, hint: `give this environment a registry in ${own}` }];
    },
  },
  {
    code: 'rule/registry-lets-pull',
    says: 'an account that is not the registry’s own stands in `registry.pullAccounts`',
    ...deployed(({ account, registry }) => {
      if (account === registry.account || registry.pullAccounts.includes(account)) return [];
      const message = `the account ${account} may not pull images`;
      return [{ path: ['registry', 'pullAccounts'], message, hint: `add "${account}"` }];
    }),
  },
  {
    code: 'rule/model-profile-region',
    says: 'an inference profile of Amazon Bedrock can be called from the Region',
    ...deployed(({ model, region }) => {
      const profile = PROFILES.find(({ geography }) => model.id.startsWith(`${geography}.`));
      if (!profile || !knownRegions.includes(region) || fits(region)(profile)) return [];
      const fitting = PROFILES.filter(fits(region)).map(({ geography }) => `\`${geography}.\``);
      const message = `a profile \`${profile.geography}.\` can't be called from ${region}`;
      const hint =
        fitting.length > 0
          ? `from ${region} an id may begin with ${fitting.join(' or ')}`
          : `in ${partitionOf(region)} use a model's own id, without a geography`;
      return [{ path: ['model', 'id'], message, hint }];
    }),
  },
];
