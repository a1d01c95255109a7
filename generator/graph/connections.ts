import type { ServerEntry, WiredService } from '../wiring/wired-service.ts';
import type { Wiring } from '../wiring/wiring.ts';
import type { TopologyEdge } from './topology.ts';

export const serviceNode = (name: string): string => `service/${name}`;

/** Who calls whom by Service Connect: what environment values call, and what is only declared. */
export function readConnections({ services, calls }: Wiring): TopologyEdge[] {
  const edges = services.flatMap((caller) => {
    const called = calls.flatMap(({ caller: who, target }) =>
      who === caller && target
        ? [edge(caller, target.server, target.entry, target.alias.port)]
        : [],
    );
    const declared = services
      .filter(({ name }) => caller.dependsOn.includes(name))
      .filter(({ name }) => !called.some(({ to }) => to === serviceNode(name)))
      .map((server) => edge(caller, server, server.entries[0]));
    return [...called, ...declared];
  });
  // Two variables may name one address.
  return edges.filter(
    ({ from, to, label }, index) =>
      edges.findIndex((one) => one.from === from && one.to === to && one.label === label) === index,
  );
}

function edge(
  caller: WiredService,
  server: WiredService,
  entry: ServerEntry | undefined,
  port = entry?.aliases[0]?.port,
): TopologyEdge {
  // Without `appProtocol` ECS takes a port for TCP (PortMapping, `appProtocol`).
  const protocol = (entry?.mapping?.appProtocol ?? 'tcp').toUpperCase();
  return {
    from: serviceNode(caller.name),
    to: serviceNode(server.name),
    kind: 'call',
    label: port === undefined ? '' : `${protocol} ${port}`,
    ...(port !== undefined && { port }),
  };
}

/** The port that a service's container listens on. */
export const portOf = ({ entries, containers }: WiredService): number | undefined =>
  entries[0]?.ingressPort ??
  containers.flatMap(({ portMappings = [] }) => portMappings)[0]?.containerPort;
