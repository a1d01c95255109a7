import type { ServiceConnectConfiguration } from '@aws-sdk/client-ecs';
import { isActive, type LiveService, primaryOf } from './live-service.ts';
import type { WantedService } from './wanted-service.ts';

/**
 * Servers whose names a client's running tasks do not know, because the server was made after the
 * client's last deployment: Service Connect gives a task the names that exist when it starts.
 */
export function newerServers(
  { dependsOn }: Pick<WantedService, 'dependsOn'>,
  client: LiveService,
  servers: readonly LiveService[],
): string[] {
  const since = primaryOf(client)?.createdAt;
  if (!since) return [];
  return servers
    .filter((server) => dependsOn.includes(server.name) && isActive(server))
    .filter(({ service }) => service?.createdAt !== undefined && service.createdAt > since)
    .filter((server) => namesOf(primaryOf(server)?.serviceConnectConfiguration).length > 0)
    .map(({ name }) => name);
}

/** Whether a server's files have a name and port that what runs has not. */
export function hasNewNames({ connect }: WantedService, live: LiveService): boolean {
  const known = isActive(live) ? namesOf(primaryOf(live)?.serviceConnectConfiguration) : [];
  return namesOf(connect).some((name) => !known.includes(name));
}

const namesOf = (connect: ServiceConnectConfiguration | undefined): string[] =>
  (connect?.enabled ? (connect.services ?? []) : []).flatMap(
    ({ portName, discoveryName = portName, clientAliases = [] }) =>
      clientAliases.map(({ dnsName = discoveryName, port }) => `${dnsName}:${port}`),
  );
