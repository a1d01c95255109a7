import type { Path } from '../config/located.ts';
import type { Alias, ServerEntry, WiredService } from './wired-service.ts';

/** A URL in an environment value that names a host as Service Connect names them. */
export interface Call {
  readonly caller: WiredService;
  /** Place of the value in the caller's task definition. */
  readonly path: Path;
  readonly variable: string;
  readonly host: string;
  readonly port: number;
  /** What answers under that host and port, if anything does. */
  readonly target: Target | undefined;
}

export interface Target {
  readonly server: WiredService;
  readonly entry: ServerEntry;
  readonly alias: Alias;
}

/** Scheme, host and port; who signs in stands before an `@`. */
const URLS = /\b(https?):\/\/(?:[^\s/@]*@)?([A-Za-z0-9_.-]+)(?::(\d{1,5}))?/g;
const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** The calls that services mean to make to one another. */
export function readCalls(services: readonly WiredService[]): Call[] {
  const targets = services.flatMap((server) =>
    server.entries.flatMap((entry) => entry.aliases.map((alias) => ({ server, entry, alias }))),
  );
  const hosts = new Set(targets.map(({ alias }) => alias.host));
  return services.flatMap((caller) =>
    urlsOf(caller)
      .filter(({ host }) => host !== caller.name && (hosts.has(host) || looksLikeAlias(host)))
      .map((url) => ({
        ...url,
        caller,
        target: targets.find(({ alias }) => alias.host === url.host && alias.port === url.port),
      })),
  );
}

/** A name without a period that is not this machine's own can only be found by Service Connect. */
const looksLikeAlias = (host: string) => !host.includes('.') && host !== 'localhost';

function urlsOf({ containers }: WiredService) {
  return containers.flatMap(({ environment = [] }, container) =>
    environment.flatMap(({ name: variable = '', value = '' }, index) =>
      [...value.matchAll(URLS)].map(([, scheme, host = '', port]) => ({
        variable,
        host: host.toLowerCase(),
        port: port ? Number(port) : DEFAULT_PORTS[scheme as keyof typeof DEFAULT_PORTS],
        path: ['containerDefinitions', container, 'environment', index, 'value'],
      })),
    ),
  );
}
