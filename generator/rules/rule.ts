import type { LoadedConfig } from '../config/loaded-config.ts';
import type { Path } from '../config/located.ts';
import type { Config, Target } from '../config/schema.ts';
import type { ServiceConfig } from '../config/service-schema.ts';
import type { RuleEntry } from '../diagnostics.ts';

/** What a rule has to say about one place. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** Where to point: at what was written (the default) or at the key that holds it. */
  readonly at?: 'key';
  /** The value must not be printed. */
  readonly isSecret?: true;
}

/** What a rule looks at: one environment that has the right shape, and the ones beside it. */
export interface Subject {
  readonly name: string;
  readonly config: Config;
  /** All other environments of the repository that have the right shape. */
  readonly others: readonly LoadedConfig[];
}

/** A check across keys. Each reports all that it finds. */
export interface Rule extends RuleEntry {
  readonly code: `rule/${string}`;
  /** Targets that it is about; all of them when not said. */
  readonly targets?: readonly Target[];
  readonly check: (subject: Subject) => readonly Finding[];
}

export interface ServiceSubject {
  readonly name: string;
  readonly service: ServiceConfig;
}

/** A rule that looks at one service at a time; its paths begin at the service. */
export function eachService(
  check: (one: ServiceSubject, subject: Subject) => readonly Finding[],
): Rule['check'] {
  return (subject) =>
    Object.entries(subject.config.services).flatMap(([name, service]) =>
      check({ name, service }, subject).map((finding) => ({
        ...finding,
        path: ['services', name, ...finding.path],
      })),
    );
}
