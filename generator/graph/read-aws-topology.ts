import { serviceStep } from '../wiring/read-manifest.ts';
import type { WiredService } from '../wiring/wired-service.ts';
import type { Wiring } from '../wiring/wiring.ts';
import { portOf, readConnections, serviceNode } from './connections.ts';
import { readExposures } from './exposures.ts';
import { readNetworkUses } from './network-stores.ts';
import { readApiUses, type Use } from './read-uses.ts';
import { type Network, readNetwork, subnetsGroup, subnetsOf } from './subnets.ts';
import { describeTasks, taskCountOf } from './task-counts.ts';
import type { Parts, TopologyEdge, TopologyGroup, TopologyNode } from './topology.ts';

const AWS: TopologyGroup = { id: 'aws', label: 'AWS APIs' };

/** What ECS itself calls for every task. */
const PLATFORM: TopologyNode = {
  id: 'api/platform',
  kind: 'api',
  name: 'Amazon ECR, CloudWatch Logs',
  details: ['images and logs'],
  group: AWS.id,
};

/** Services in their subnets, what is in front of them and what they reach. */
export function readAwsTopology(wiring: Wiring): Parts {
  const network = readNetwork(wiring);
  const exposures = readExposures(wiring, network);
  const uses = [...readNetworkUses(wiring, network), ...readApiUses(wiring)];
  const ways = waysOut(wiring, network);
  const nodes = [
    ...exposures.nodes,
    ...wiring.services.map((service) => serviceIn(service, wiring, network)),
    ...storesOf(uses),
    ...ways.nodes,
  ];
  const groups = [...network.groups, AWS];
  const isUsed = (id: string): boolean =>
    nodes.some(({ group }) => group === id) ||
    groups.some(({ id: own, parent }) => parent === id && isUsed(own));
  return {
    groups: groups.filter(({ id }) => isUsed(id)),
    nodes,
    edges: [...exposures.edges, ...readConnections(wiring), ...uses.map(useEdge), ...ways.edges],
  };
}

function serviceIn(service: WiredService, { manifest }: Wiring, network: Network): TopologyNode {
  const { exposure = 'internal', deployable } = serviceStep(manifest, service.name) ?? {};
  const tasks = taskCountOf(service);
  const port = portOf(service);
  const group = network.groupOf(subnetsOf(service));
  const size = [
    ...(tasks ? [describeTasks(tasks)] : []),
    ...(port === undefined ? [] : [`port ${port}`]),
  ];
  return {
    id: serviceNode(service.name),
    kind: 'service',
    name: service.name,
    details: [
      ...(size.length > 0 ? [size.join(', ')] : []),
      ...(deployable === false ? ['no image yet'] : []),
    ],
    ...(group && { group }),
    ...(tasks && { tasks }),
    ...(port !== undefined && { port }),
    exposure,
  };
}

/** Each store once, however many services use it. What has no place in the VPC is an API. */
function storesOf(uses: readonly Use[]): TopologyNode[] {
  const byId = new Map(uses.map(({ node }) => [node.id, node]));
  return [...byId.values()].map((node) => ({ group: AWS.id, ...node }));
}

const useEdge = ({ service, node, label, port }: Use): TopologyEdge => ({
  from: serviceNode(service.name),
  to: node.id,
  kind: 'call',
  label,
  ...(port !== undefined && { port }),
});

/** The NAT gateways, which what stands in private subnets goes out through. */
function waysOut({ resourcesOf }: Wiring, network: Network): Pick<Parts, 'nodes' | 'edges'> {
  const gateways = resourcesOf('AWS::EC2::NatGateway');
  const from = subnetsGroup('private');
  if (gateways.length === 0 || !network.groups.some(({ id }) => id === from)) {
    return { nodes: [], edges: [] };
  }
  const group = network.groupOf(gateways.map(({ properties }) => properties.SubnetId));
  const nat: TopologyNode = {
    id: 'nat',
    kind: 'nat',
    name: `${gateways.length} NAT gateway${gateways.length === 1 ? '' : 's'}`,
    details: [],
    ...(group && { group }),
  };
  return {
    nodes: [nat, PLATFORM],
    edges: [
      { from, to: nat.id, kind: 'route', label: '' },
      { from: nat.id, to: PLATFORM.id, kind: 'route', label: 'HTTPS 443' },
    ],
  };
}
