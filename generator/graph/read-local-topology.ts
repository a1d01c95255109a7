import { foundationModelOf } from '../check/wiring/models.ts';
import { names, variablesOf } from '../check/wiring/uses.ts';
import { serviceStep, stepsOf } from '../wiring/read-manifest.ts';
import type { WiredService } from '../wiring/wired-service.ts';
import type { Wiring } from '../wiring/wiring.ts';
import { portOf, readConnections, serviceNode } from './connections.ts';
import type { Parts, TopologyEdge, TopologyNode } from './topology.ts';

const MACHINE = { id: 'machine', label: 'this machine' };

const BROWSER: TopologyNode = { id: 'browser', kind: 'client', name: 'browser', details: [] };

/** How models are named that only the stand-in knows. */
const OFFLINE_MODEL = /^offline\./;

/** A stand-in for an API of AWS, and by which environment values services tell that they call it. */
interface StandIn {
  readonly kind: TopologyNode['kind'];
  readonly name: string;
  readonly label: string;
  /** What a value names, if it names something that the stand-in has. */
  readonly namedBy: (value: string, wiring: Wiring) => string | undefined;
}

const STAND_INS: readonly StandIn[] = [
  {
    kind: 'bucket',
    name: 'S3 stand-in',
    label: 'read',
    namedBy: (value, { manifest }) =>
      stepsOf(manifest, 'seed').find(({ bucket = '' }) => names(value, bucket))?.bucket,
  },
  {
    kind: 'model',
    name: 'Bedrock stand-in',
    label: 'invoke',
    namedBy: (value) => (foundationModelOf(value) || OFFLINE_MODEL.test(value) ? value : undefined),
  },
];

/** One process a service, and the stand-ins that `local` starts for them. */
export function readLocalTopology(wiring: Wiring): Parts {
  const { services, manifest } = wiring;
  const exposed = services.filter(({ name }) => {
    const exposure = serviceStep(manifest, name)?.exposure ?? 'internal';
    return exposure !== 'internal';
  });
  const used = services.flatMap((service) => usesOf(service, wiring));
  const stores = new Map(used.map(({ node }) => [node.id, node]));
  return {
    groups: [MACHINE],
    nodes: [
      ...(exposed.length > 0 ? [BROWSER] : []),
      ...services.map((service) => processOf(service, wiring)),
      ...stores.values(),
    ],
    edges: [
      ...exposed.map((service) => callOf(BROWSER.id, service)),
      ...readConnections(wiring),
      ...used.map(({ edge }) => edge),
    ],
  };
}

function processOf(service: WiredService, { manifest }: Wiring): TopologyNode {
  const port = portOf(service);
  return {
    id: serviceNode(service.name),
    kind: 'service',
    name: service.name,
    details: [port === undefined ? 'one process' : `one process, port ${port}`],
    group: MACHINE.id,
    ...(port !== undefined && { port }),
    exposure: serviceStep(manifest, service.name)?.exposure ?? 'internal',
  };
}

function callOf(from: string, service: WiredService): TopologyEdge {
  const port = portOf(service);
  const call = { from, to: serviceNode(service.name), kind: 'call' } as const;
  return port === undefined ? { ...call, label: 'HTTP' } : { ...call, label: `HTTP ${port}`, port };
}

function usesOf(
  service: WiredService,
  wiring: Wiring,
): { node: TopologyNode; edge: TopologyEdge }[] {
  const from = serviceNode(service.name);
  const standIns = STAND_INS.flatMap(({ kind, name, label, namedBy }) => {
    const found = variablesOf(service).flatMap(({ value }) => namedBy(value, wiring) ?? []);
    return [...new Set(found)].map((what) => ({
      node: { id: `${kind}/${what}`, kind, name, details: [what], group: MACHINE.id },
      label,
    }));
  });
  const secrets = service.containers.some(({ secrets = [] }) => secrets.length > 0)
    ? [{ node: SECRETS, label: 'at start' }]
    : [];
  return [...standIns, ...secrets].map(({ node, label }) => ({
    node,
    edge: { from, to: node.id, kind: 'call', label },
  }));
}

const SECRETS: TopologyNode = {
  id: 'secret/.env.local',
  kind: 'secret',
  name: '.env.local',
  details: ['secrets'],
  group: MACHINE.id,
};
