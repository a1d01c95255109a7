import { wayOut } from '../wiring/routes.ts';
import type { Resource } from '../wiring/stack.ts';
import type { WiredService } from '../wiring/wired-service.ts';
import type { Wiring } from '../wiring/wiring.ts';
import type { TopologyGroup } from './topology.ts';

/**
 * public: the default route leads to an internet gateway. private: to a NAT gateway. isolated: there
 * is none, or it leads elsewhere.
 */
export type SubnetKind = 'public' | 'private' | 'isolated';

/** The kinds of subnets that there are, with the group in which what stands in them is drawn. */
export interface Network {
  readonly groups: readonly TopologyGroup[];
  readonly kindOf: (subnet: Resource) => SubnetKind;
  /** The group of what stands in these subnets, given as rendered files name them; the most public one counts. */
  readonly groupOf: (subnets: readonly unknown[]) => string | undefined;
}

const KINDS: readonly SubnetKind[] = ['public', 'private', 'isolated'];

export const subnetsGroup = (kind: SubnetKind): string => `subnets/${kind}`;

export function readNetwork(wiring: Wiring): Network {
  const { resourcesOf, behind } = wiring;
  const subnets = resourcesOf('AWS::EC2::Subnet');
  const kinds = new Map(subnets.map((subnet) => [subnet, readKind(subnet, wiring)]));
  const kindOf = (subnet: Resource) => kinds.get(subnet) ?? 'isolated';
  const vpcs = resourcesOf('AWS::EC2::VPC');
  return {
    kindOf,
    groups: [
      ...vpcs.map((vpc) => ({ id: `vpc/${vpc.id}`, label: `VPC ${vpc.properties.CidrBlock}` })),
      ...KINDS.flatMap((kind) => {
        const own = subnets.filter((subnet) => kindOf(subnet) === kind);
        const vpc = own[0] && behind(own[0].properties.VpcId);
        if (own.length === 0) return [];
        const label = `${own.length} ${kind} subnet${own.length === 1 ? '' : 's'}`;
        return [{ id: subnetsGroup(kind), label, ...(vpc && { parent: `vpc/${vpc.id}` }) }];
      }),
    ],
    groupOf: (references) => {
      const found = references.flatMap(
        (reference) => kinds.get(behind(reference) as Resource) ?? [],
      );
      const kind = KINDS.find((one) => found.includes(one));
      return kind && subnetsGroup(kind);
    },
  };
}

function readKind(subnet: Resource, wiring: Wiring): SubnetKind {
  const { NatGatewayId, GatewayId } = wayOut(subnet, wiring)?.properties ?? {};
  if (NatGatewayId) return 'private';
  return wiring.behind(GatewayId)?.type === 'AWS::EC2::InternetGateway' ? 'public' : 'isolated';
}

/** The subnets of a service's tasks, as its files name them. */
export const subnetsOf = ({ service, express }: WiredService): readonly string[] =>
  service?.value.networkConfiguration?.awsvpcConfiguration?.subnets ??
  express?.value.networkConfiguration?.subnets ??
  [];
