import { Failure } from '../diagnostics.ts';
import type { PlacedService } from './ports.ts';

/** One name that Service Connect serves, and where on this machine it leads. */
export interface ServiceConnectRoute {
  /** What a client writes: `name:port`, in lower case. */
  readonly authority: string;
  readonly service: string;
  readonly hostPort: number;
  /** Seconds without a byte in either direction; 0 is no limit. */
  readonly idleTimeoutSeconds: number;
  /** Seconds for a whole response, streams too; 0 is no limit. */
  readonly perRequestTimeoutSeconds: number;
}

/**
 * The names of the rendered Service Connect files.
 *
 * @throws {Failure} `local/file` for a port name that no port mapping has, or a name served twice
 */
export function serviceConnectRoutes(services: readonly PlacedService[]): ServiceConnectRoute[] {
  const routes = services.flatMap(routesOf);
  for (const [authority, same] of Map.groupBy(routes, (route) => route.authority)) {
    if (same.length > 1) {
      const names = same.map(({ service }) => service).join(' and ');
      throw unroutable(`${names} both serve the Service Connect name ${authority}`);
    }
  }
  return routes;
}

function routesOf(service: PlacedService): ServiceConnectRoute[] {
  const { enabled, namespace, services: served } = service.serviceConnect;
  if (!enabled) return [];
  return served.flatMap(({ portName, discoveryName, clientAliases, timeout }) => {
    const hostPort = namedHostPort(service, portName);
    // Without an alias of its own a name is `<discovery name>.<namespace>` (ECS API reference, ServiceConnectClientAlias).
    const fallback = [discoveryName ?? portName, namespace].filter(Boolean).join('.');
    return clientAliases.map(({ dnsName, port }) => ({
      authority: `${dnsName ?? fallback}:${port}`.toLowerCase(),
      service: service.name,
      hostPort,
      ...timeout,
    }));
  });
}

function namedHostPort({ name, ports, hostPorts }: PlacedService, portName: string): number {
  const mapping = ports.find((each) => each.name === portName);
  const hostPort = mapping && hostPorts.get(mapping.containerPort);
  if (hostPort !== undefined) return hostPort;
  throw unroutable(
    `Service Connect of ${name} serves the port ${portName}, which no port mapping of its task definition has`,
  );
}

function unroutable(message: string): Failure {
  const hint = 'render the environment again';
  return new Failure([{ code: 'local/file', severity: 'error', message, hint }]);
}
