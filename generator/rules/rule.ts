import type { LoadedConfig } from '../config/loaded-config.ts';
import type { Path } from '../config/located.ts';
import type { AwsConfig, Config, Target } from '../config/schema.ts';
import type { ServiceConfig } from '../config/service-schema.ts';
import type { RuleEntry } from '../diagnostics.ts';

/** What a rule has to say about one place. */
export interface Finding {
  /** Place in the config; an empty one is the environment as a whole. */
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** Where to point: at what was written (the default) or at the key that holds it. */
  readonly at?: 'key';
  /** The value must not be printed. */
  readonly isSecret?: true;
}

/** What a rule looks at: one environment that has the right shape, and all that stand beside it. */
export interface Subject {
  readonly name: string;
  readonly config: Config;
  /**
   * Every environment of the repository that has the right shape, this one among them. It is the
   * same array for each of them, so what is computed from it can be kept: see {@link onceForAll}.
   */
  readonly all: readonly LoadedConfig[];
}

type Check = (subject: Subject) => readonly Finding[];

/** A check across keys. Each reports all that it finds. */
export interface Rule extends RuleEntry {
  readonly code: `rule/${string}`;
  /** Targets that it is about; all of them when not said. */
  readonly targets?: readonly Target[];
  readonly check: Check;
}

export interface ServiceSubject {
  readonly name: string;
  readonly service: ServiceConfig;
}

/** A check of one service at a time; its paths begin at the service. */
export function eachService(
  check: (one: ServiceSubject, subject: Subject) => readonly Finding[],
): Check {
  return (subject) =>
    Object.entries(subject.config.services).flatMap(([name, service]) =>
      check({ name, service }, subject).map((finding) => ({
        ...finding,
        path: ['services', name, ...finding.path],
      })),
    );
}

type OfTargets = Pick<Rule, 'targets' | 'check'>;

/** A rule about each service where services run; its paths begin at the service. */
export function eachRunning(check: Parameters<typeof eachService>[0]): OfTargets {
  return { targets: ['aws', 'local'], check: eachService(check) };
}

/** A rule about what is deployed to an account: it reads keys that only such an environment has. */
export function deployed(
  check: (config: AwsConfig, subject: Subject) => readonly Finding[],
): OfTargets {
  return {
    targets: ['aws'],
    check: (subject) => (subject.config.target === 'aws' ? check(subject.config, subject) : []),
  };
}

/** The same of one service at a time; its paths begin at the service. */
export function eachDeployed(
  check: (one: ServiceSubject, config: AwsConfig, subject: Subject) => readonly Finding[],
): OfTargets {
  return deployed((config, subject) => eachService((one) => check(one, config, subject))(subject));
}

/** Computes something about all environments once, however many of them ask for it. */
export function onceForAll<Value>(
  compute: (all: readonly LoadedConfig[]) => Value,
): (all: readonly LoadedConfig[]) => Value {
  const known = new WeakMap<readonly LoadedConfig[], { readonly value: Value }>();
  return (all) => {
    const found = known.get(all) ?? { value: compute(all) };
    known.set(all, found);
    return found.value;
  };
}
