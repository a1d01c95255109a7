import { serviceStep } from '../wiring/read-manifest.ts';
import type { Wiring } from '../wiring/wiring.ts';
import { portOf, serviceNode } from './connections.ts';
import { type Network, subnetsGroup, subnetsOf } from './subnets.ts';
import type { Parts, TopologyNode } from './topology.ts';

/** What takes requests for the services of an exposure. An exposure without an entry has nothing in front. */
interface Edge {
  readonly name: string;
  readonly details: readonly string[];
  readonly label: string;
  readonly port: number;
}

const EDGES: Readonly<Record<string, Edge>> = {
  // Services of Express Mode in one VPC share a load balancer (ECS Express Mode, "Resources").
  express: {
    name: 'Express gateway',
    details: ['Application Load Balancer'],
    label: 'HTTPS 443',
    port: 443,
  },
};

export const INTERNET: TopologyNode = {
  id: 'internet',
  kind: 'client',
  name: 'internet',
  details: [],
};
const INSIDE: TopologyNode = {
  id: 'vpc-clients',
  kind: 'client',
  name: 'clients',
  details: ['in the VPC'],
};

/** Who comes from outside, through what, to which service. */
export function readExposures(wiring: Wiring, network: Network): Parts {
  const exposed = wiring.services.flatMap((service) => {
    const exposure = serviceStep(wiring.manifest, service.name)?.exposure ?? '';
    const edge = EDGES[exposure];
    if (!edge) return [];
    const group = network.groupOf(subnetsOf(service));
    const isPublic = group === subnetsGroup('public');
    const client = isPublic ? INTERNET : INSIDE;
    const { name, details } = edge;
    const id = `edge/${exposure}${isPublic ? '' : '-inside'}`;
    const node: TopologyNode = { id, kind: 'edge', name, details, ...(group && { group }) };
    return [{ service, edge, client, node, port: portOf(service) }];
  });
  const gateways = [...new Map(exposed.map((one) => [one.node.id, one])).values()];
  return {
    groups: [],
    nodes: [...new Set(gateways.map(({ client }) => client)), ...gateways.map(({ node }) => node)],
    edges: [
      ...gateways.map(({ client, node, edge: { label, port } }) => ({
        from: client.id,
        to: node.id,
        kind: 'call' as const,
        label,
        port,
      })),
      ...exposed.map(({ service, node, port }) => ({
        from: node.id,
        to: serviceNode(service.name),
        kind: 'call' as const,
        label: port === undefined ? 'HTTP' : `HTTP ${port}`,
        ...(port !== undefined && { port }),
      })),
    ],
  };
}
