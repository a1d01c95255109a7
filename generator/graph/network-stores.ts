import { textsOf } from '../render/plain-values.ts';
import type { Resource } from '../wiring/stack.ts';
import type { Wiring } from '../wiring/wiring.ts';
import type { Use } from './read-uses.ts';
import type { Network } from './subnets.ts';
import type { NodeKind } from './topology.ts';

/** A data store that stands in the VPC, which security groups let services reach. */
interface NetworkStore {
  readonly type: string;
  readonly kind: NodeKind;
  readonly title: string;
  /** Properties that hold its name and its security groups. */
  readonly name: string;
  readonly groups: string;
  readonly subnets: string;
}

const NETWORK_STORES: readonly NetworkStore[] = [
  {
    type: 'AWS::ElastiCache::ServerlessCache',
    kind: 'cache',
    title: 'ElastiCache',
    name: 'ServerlessCacheName',
    groups: 'SecurityGroupIds',
    subnets: 'SubnetIds',
  },
];

/** The stores in the VPC and the services that their security groups let in. */
export const readNetworkUses = (wiring: Wiring, network: Network): Use[] =>
  NETWORK_STORES.flatMap((store) =>
    wiring.resourcesOf(store.type).flatMap((resource) => usesOf(store, resource, wiring, network)),
  );

function usesOf(store: NetworkStore, resource: Resource, wiring: Wiring, network: Network): Use[] {
  const { properties, id } = resource;
  const groups = textsOf(properties[store.groups]).map(wiring.behind);
  const group = network.groupOf(textsOf(properties[store.subnets]));
  const node = {
    id: `${store.kind}/${id}`,
    kind: store.kind,
    name: store.title,
    details: [String(properties[store.name] ?? id)],
    ...(group && { group }),
  };
  return wiring.services.flatMap((service) =>
    wiring.openings.ingress
      .filter(({ group: own, peer }) => groups.includes(own) && peer !== undefined)
      .filter(({ peer }) => wiring.groupsOf(service).includes(peer as Resource))
      .map(({ from, to }) => ({
        service,
        node,
        label: from === to ? `TCP ${from}` : `TCP ${from} to ${to}`,
        port: from,
      })),
  );
}
