import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { before, test } from 'node:test';
import { makeChangesBase } from '../../test/support/change-cases.ts';
import { repository } from '../../test/support/scratch.ts';
import { renderRepository } from '../bundle/render-repository.ts';
import type { Artefact, Bundle } from '../render/artefact.ts';
import { readWiring } from '../wiring/wiring.ts';
import { drawMermaid } from './draw-mermaid.ts';
import { checkFlowchart } from './fixtures/check-flowchart.ts';
import { readTopology, type Topology } from './topology.ts';

let bundles: readonly Bundle[];
before(() => {
  bundles = renderRepository(repository, []).bundles;
});

const bundleOf = (name: string) =>
  bundles.find(({ environment }) => environment === name) as Bundle;
const topologyOf = (bundle: Bundle) => readTopology(readWiring(bundle));

/** `from → to label` of every edge. */
const linesOf = ({ edges }: Topology) =>
  edges.map(({ from, to, label }) => `${from} → ${to} ${label}`.trim());
const nodeOf = ({ nodes }: Topology, id: string) => nodes.find((node) => node.id === id);

type Resources = Record<string, { Properties: Record<string, unknown> }>;

/** The bundle with resources of its platform stack changed. */
function withPlatform(bundle: Bundle, change: (resources: Resources) => void): Bundle {
  const artefacts = bundle.artefacts.map((artefact): Artefact => {
    if (artefact.path !== 'stacks/platform.yaml') return artefact;
    const value = structuredClone(artefact.value) as { Resources: Resources };
    change(value.Resources);
    return { ...artefact, value };
  });
  return { ...bundle, artefacts };
}

test('the whole way is drawn: internet, load balancer, services, S3 and Bedrock, NAT gateway', () => {
  const dev = topologyOf(bundleOf('dev'));
  assert.deepEqual(linesOf(dev).sort(), [
    'edge/express → service/ui HTTP 7860',
    'internet → edge/express HTTPS 443',
    'nat → api/platform HTTPS 443',
    'service/agent → model/amazon.nova-2-lite-v1:0 invoke',
    'service/agent → service/mcp-server HTTP 8080',
    'service/mcp-server → bucket/shop-dev-catalog-111111111111 read',
    'service/ui → service/agent HTTP 3000',
    'subnets/private → nat',
  ]);
});

test('what is public stands in public subnets, the rest in private ones', () => {
  const dev = topologyOf(bundleOf('dev'));
  const groups = ['edge/express', 'service/ui', 'nat', 'service/agent'].map(
    (id) => nodeOf(dev, id)?.group,
  );
  assert.deepEqual(groups, [
    'subnets/public',
    'subnets/public',
    'subnets/public',
    'subnets/private',
  ]);
  assert.deepEqual(
    dev.groups.map(({ label }) => label),
    ['VPC 10.10.0.0/16', '2 public subnets', '2 private subnets', 'AWS APIs'],
  );
});

test('a service has its tasks, port and exposure, scaled or not', () => {
  const dev = topologyOf(bundleOf('dev'));
  const valuesOf = (name: string) => {
    const { tasks, port, exposure } = nodeOf(dev, `service/${name}`) ?? {};
    return { tasks, port, exposure };
  };
  assert.deepEqual(valuesOf('ui'), { tasks: { min: 1, max: 4 }, port: 7860, exposure: 'express' });
  assert.deepEqual(valuesOf('mcp-server'), {
    tasks: { min: 2, max: 2 },
    port: 8080,
    exposure: 'internal',
  });
});

test('where nothing is exposed, nothing comes from the internet', () => {
  const prod = topologyOf(bundleOf('prod'));
  assert.equal(nodeOf(prod, 'internet'), undefined);
  assert.equal(nodeOf(prod, 'nat')?.name, '2 NAT gateways');
});

test('locally one process a service calls the stand-ins', () => {
  assert.deepEqual(linesOf(topologyOf(bundleOf('local'))).sort(), [
    'browser → service/ui HTTP 7860',
    'service/agent → model/offline.rules-v1 invoke',
    'service/agent → service/mcp-server HTTP 8080',
    'service/mcp-server → bucket/shop-local-catalog read',
    'service/ui → service/agent HTTP 3000',
  ]);
});

test('of an account the registry is drawn, and who pulls from it', () => {
  const bootstrap = topologyOf(bundleOf('bootstrap'));
  assert.deepEqual(linesOf(bootstrap), [
    'account/222222222222 → registry pulls',
    'account/333333333333 → registry pulls',
  ]);
  assert.equal(bootstrap.nodes.filter(({ kind }) => kind === 'repository').length, 3);
});

test('a cache is drawn with the services that its security group lets in', () => {
  const bundle = withPlatform(bundleOf('dev'), (resources) => {
    resources.SessionsGroup = {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        SecurityGroupIngress: [
          {
            IpProtocol: 'tcp',
            FromPort: 6379,
            ToPort: 6380,
            SourceSecurityGroupId: { 'Fn::GetAtt': ['AgentSecurityGroup', 'GroupId'] },
          },
        ],
      },
    } as Resources[string];
    resources.Sessions = {
      Type: 'AWS::ElastiCache::ServerlessCache',
      Properties: {
        ServerlessCacheName: 'sessions',
        SecurityGroupIds: [{ 'Fn::GetAtt': ['SessionsGroup', 'GroupId'] }],
        SubnetIds: ['stack-output://network/PrivateASubnetId'],
      },
    } as Resources[string];
  });
  const topology = topologyOf(bundle);
  assert.deepEqual(
    linesOf(topology).filter((line) => line.includes('cache')),
    ['service/agent → cache/Sessions TCP 6379 to 6380'],
  );
  const { group, details } = nodeOf(topology, 'cache/Sessions') ?? {};
  assert.deepEqual({ group, details }, { group: 'subnets/private', details: ['sessions'] });
});

test('everything on everything is drawn as such', () => {
  const bundle = withPlatform(bundleOf('dev'), (resources) => {
    const policy = resources.AgentTaskPolicy?.Properties as { PolicyDocument: object };
    policy.PolicyDocument = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  });
  assert.ok(linesOf(topologyOf(bundle)).includes('service/agent → */* everything'));
});

test('every environment, and one with secrets, is a flowchart without a loose end', (t) => {
  const base = makeChangesBase();
  t.after(() => rmSync(base, { recursive: true }));
  const all = [...bundles, ...renderRepository(base, []).bundles].map(topologyOf);
  for (const topology of all) checkFlowchart(drawMermaid(topology));
  const withSecret = all.flatMap(linesOf).filter((line) => line.includes('→ secret/'));
  assert.deepEqual(withSecret, ['service/brain → secret/token at start']);
});
