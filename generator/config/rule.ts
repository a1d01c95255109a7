import type { Path } from './located.ts';
import type { Config } from './schema.ts';

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
  readonly check: (config: Config, name: string) => Finding[];
}

type Services = Config['services'];

/** A rule that looks at one service at a time; its paths begin at the service. */
export function eachService(
  check: (service: Services[string], name: string, services: Services) => Finding[],
): Rule['check'] {
  return ({ services }) =>
    Object.entries(services).flatMap(([name, service]) =>
      check(service, name, services).map((finding) => ({
        ...finding,
        path: ['services', name, ...finding.path],
      })),
    );
}
