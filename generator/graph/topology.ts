import type { Target } from '../config/schema.ts';
import type { Wiring } from '../wiring/wiring.ts';
import { readAccountTopology } from './read-account-topology.ts';
import { readAwsTopology } from './read-aws-topology.ts';
import { readLocalTopology } from './read-local-topology.ts';

/** What runs in an environment, who reaches whom, and where each part stands. */
export interface Topology extends Parts {
  readonly environment: string;
  readonly target: Target;
}

export interface Parts {
  readonly groups: readonly TopologyGroup[];
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
}

export type NodeKind =
  /** Who comes from outside: the internet, a browser, another account. */
  | 'client'
  /** What takes requests from outside for services, such as a load balancer. */
  | 'edge'
  | 'service'
  | 'nat'
  | 'bucket'
  | 'model'
  | 'secret'
  | 'cache'
  | 'repository'
  /** Any other API of AWS. */
  | 'api';

export interface TopologyNode {
  /** Unique in the topology, groups included, such as `service/search`. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** What is worth knowing at a glance, a line each. */
  readonly details: readonly string[];
  /** The group that it stands in. */
  readonly group?: string;
  /** Of a service on AWS: how many tasks there are, at least and at most. */
  readonly tasks?: { readonly min: number; readonly max: number };
  /** Of a service: the port that its container listens on. */
  readonly port?: number;
  /** Of a service: how it is reached besides Service Connect. */
  readonly exposure?: string;
}

/** What nodes stand in: a VPC, its subnets of one kind, AWS, a machine. */
export interface TopologyGroup {
  readonly id: string;
  readonly label: string;
  readonly parent?: string;
}

export interface TopologyEdge {
  /** A node or a group. */
  readonly from: string;
  readonly to: string;
  /** `call`: the one calls the other. `route`: packets go that way, whoever calls. */
  readonly kind: 'call' | 'route';
  readonly label: string;
  /** Port that is called, where it is one. */
  readonly port?: number;
}

const READERS: Readonly<Record<Target, (wiring: Wiring) => Parts>> = {
  aws: readAwsTopology,
  local: readLocalTopology,
  account: readAccountTopology,
};

/** Reads the topology off rendered files. Lists are in the order in which services are deployed. */
export function readTopology(wiring: Wiring): Topology {
  const { environment, manifest } = wiring;
  return { environment, target: manifest.target, ...READERS[manifest.target](wiring) };
}
