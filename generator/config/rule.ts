import type { Path } from './located.ts';
import type { Config } from './schema.ts';
import type { ServiceConfig } from './service-schema.ts';

/** What a rule has to say about one place. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** A check across keys. */
export interface Rule {
  readonly name: string;
  readonly applies?: readonly Config['target'][];
  readonly check: (config: Config) => Finding[];
}

/** A rule that looks at one service at a time; its paths begin at the service. */
export function eachService(
  check: (service: ServiceConfig, config: Config) => Finding[],
): Rule['check'] {
  return (config) =>
    Object.entries(config.services).flatMap(([name, service]) =>
      check(service, config).map((finding) => ({
        ...finding,
        path: ['services', name, ...finding.path],
      })),
    );
}
