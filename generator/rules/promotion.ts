import type { LoadedConfig } from '../config/loaded-config.ts';
import type { AwsConfig } from '../config/schema.ts';
import { hintFrom } from '../nearest.ts';
import { type Finding, onceForAll, type Rule, type Subject } from './rule.ts';

const PATH = ['promotesFrom'] as const;

/** Rising, as promotion goes. */
export const TIERS: readonly AwsConfig['tier'][] = ['development', 'staging', 'production'];

const byName = onceForAll(
  (all) => new Map(all.map((one): [string, LoadedConfig] => [one.name, one])),
);

const sourceNameOf = ({ config }: Pick<LoadedConfig, 'config'>): string | undefined =>
  config.target === 'account' ? undefined : config.promotesFrom;

/** A check of an environment against the one that its images come from. */
function withSource(
  check: (subject: Subject, source: LoadedConfig) => readonly Finding[],
): Rule['check'] {
  return (subject) => {
    const source = byName(subject.all).get(sourceNameOf(subject) ?? '');
    return source && source.name !== subject.name ? check(subject, source) : [];
  };
}

/** Environments along `promotesFrom` back to this one, or nothing when the way ends elsewhere. */
function circleOf(subject: Subject): string[] | undefined {
  const trail = new Set([subject.name]);
  let next = sourceNameOf(subject);
  while (next !== undefined && !trail.has(next)) {
    trail.add(next);
    const source = byName(subject.all).get(next);
    next = source && sourceNameOf(source);
  }
  return next === subject.name ? [...trail, next] : undefined;
}

/** From which environment images are promoted. */
export const promotionRules: readonly Rule[] = [
  {
    code: 'rule/promotes-from-known',
    says: '`promotesFrom` names an environment of the repository',
    check: (subject) => {
      const source = sourceNameOf(subject);
      const known = byName(subject.all);
      if (source === undefined || known.has(source)) return [];
      const others = [...known.values()].filter(
        ({ name, config }) => config.target === subject.config.target && name !== subject.name,
      );
      const hint = hintFrom(
        source,
        others.map(({ name }) => name),
      );
      return [
        { path: PATH, message: `there is no environment \`${source}\` that can be loaded`, hint },
      ];
    },
  },
  {
    code: 'rule/promotes-from-target',
    says: '`promotesFrom` names an environment of the same target',
    check: withSource(({ config }, source) => {
      if (source.config.target === config.target) return [];
      const message = `\`${source.name}\` has the target \`${source.config.target}\`, not \`${config.target}\``;
      const hint = 'images are promoted between environments that are deployed';
      return [{ path: PATH, message, hint }];
    }),
  },
  {
    code: 'rule/promotes-from-acyclic',
    says: 'promotion does not go in a circle',
    check: (subject) => {
      const circle = circleOf(subject);
      if (!circle) return [];
      const message = `images would be promoted in a circle: ${circle.join(' ← ')}`;
      return [{ path: PATH, message, hint: 'leave `promotesFrom` out where images come in first' }];
    },
  },
  {
    code: 'rule/promotes-from-tier',
    says: 'the tier does not go down on the way: development, staging, production',
    check: withSource(({ config }, { name, config: source }) => {
      if (config.target === 'account' || source.target === 'account') return [];
      if (TIERS.indexOf(source.tier) <= TIERS.indexOf(config.tier)) return [];
      const message = `\`${name}\` is ${source.tier}, this is ${config.tier}: promotion goes from ${TIERS.join(' to ')}`;
      return [{ path: PATH, message, hint: 'promote the other way round, or change a `tier`' }];
    }),
  },
  {
    code: 'rule/promoted-image',
    says: 'an image in production runs in the environment that it is promoted from',
    severity: 'warning',
    targets: ['aws'],
    check: withSource(({ config }, { name, config: source }) => {
      if (config.target !== 'aws' || config.tier !== 'production') return [];
      const running = Object.values(source.services).map(({ image }) => image.digest);
      return Object.entries(config.services).flatMap(
        ([
          service,
          {
            image: { digest },
          },
        ]) => {
          if (digest === undefined || running.includes(digest)) return [];
          const path = ['services', service, 'image', 'digest'];
          const message = `\`${name}\` does not run this image: it skipped promotion, or \`${name}\` has moved on`;
          return [{ path, message, hint: `promote what \`${name}\` runs` }];
        },
      );
    }),
  },
];
