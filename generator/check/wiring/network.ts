import ipaddr from 'ipaddr.js';
import { type Cidr, contains, parseCidr } from '../../rules/cidr.ts';
import { wayOut } from '../../wiring/routes.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { atProperty, type WiringFinding, type WiringRule } from './wiring-rule.ts';

/** Address ranges, and the ways out of subnets. */
export const networkRules: readonly WiringRule[] = [
  {
    code: 'wiring/subnet-inside-vpc',
    says: 'the address range of a subnet lies inside that of its VPC',
    check: ({ resourcesOf, behind }) =>
      resourcesOf('AWS::EC2::Subnet').flatMap((subnet): WiringFinding[] => {
        const vpc = behind(subnet.properties.VpcId);
        const range = rangeOf(subnet);
        const whole = vpc && rangeOf(vpc);
        if (!range) return [at(subnet, `\`${textOf(subnet)}\` is no address range`)];
        if (!whole || contains(whole, range)) return [];
        return [at(subnet, `${textOf(subnet)} lies outside the VPC's ${textOf(vpc)}`)];
      }),
  },
  {
    code: 'wiring/subnets-apart',
    says: 'no two subnets of a VPC share addresses',
    check: ({ resourcesOf }) => {
      const subnets = resourcesOf('AWS::EC2::Subnet');
      return subnets.flatMap((subnet, index) =>
        subnets
          .slice(0, index)
          .filter((other) => other.properties.VpcId === subnet.properties.VpcId)
          .filter((other) => overlap(rangeOf(other), rangeOf(subnet)))
          .map((other) =>
            at(subnet, `${textOf(subnet)} shares addresses with ${other.id}, ${textOf(other)}`),
          ),
      );
    },
  },
  {
    code: 'wiring/subnets-have-way-out',
    says: 'tasks without a public address stand in subnets whose way out is a NAT gateway',
    check: eachSubnet(
      ({ service }) => service?.value.networkConfiguration?.awsvpcConfiguration?.subnets,
      ({ service }) => service,
      ['networkConfiguration', 'awsvpcConfiguration', 'subnets'],
      (subnet, wiring) => {
        const route = wayOut(subnet, wiring);
        if (route?.properties.NatGatewayId) return undefined;
        const found = route ? 'leads past the NAT gateway' : 'has no way out';
        return `${subnet.id} ${found}, so tasks reach neither the registry nor AWS`;
      },
    ),
  },
  {
    code: 'wiring/express-reachable',
    says: 'an Express service stands in subnets with a route to the internet gateway',
    check: eachSubnet(
      ({ express }) => express?.value.networkConfiguration?.subnets,
      ({ express }) => express,
      ['networkConfiguration', 'subnets'],
      (subnet, wiring) =>
        wayOut(subnet, wiring)?.properties.GatewayId
          ? undefined
          : `${subnet.id} has no route to the internet gateway, so no visitor gets in`,
    ),
  },
  {
    code: 'wiring/express-zones',
    says: 'the subnets of an Express service stand in different Availability Zones',
    check: ({ services, behind }) =>
      services.flatMap(({ express }) => {
        const subnets = express?.value.networkConfiguration?.subnets ?? [];
        const zones = subnets.map((subnet) => behind(subnet)?.properties.AvailabilityZone);
        return zones.flatMap((zone, index) =>
          express && zone !== undefined && zones.indexOf(zone) !== index
            ? [
                {
                  artefact: express.artefact,
                  path: ['networkConfiguration', 'subnets', index],
                  message: `${behind(subnets[index])?.id} stands in the zone of another of its subnets`,
                },
              ]
            : [],
        );
      }),
  },
];

const at = (subnet: Resource, message: string): WiringFinding => ({
  ...atProperty(subnet, 'CidrBlock'),
  message: `${subnet.id}: ${message}`,
});

const textOf = ({ properties }: Resource) => String(properties.CidrBlock);

function rangeOf(resource: Resource): Cidr | undefined {
  const text = textOf(resource);
  return ipaddr.IPv4.isValidCIDR(text) ? parseCidr(text) : undefined;
}

const overlap = (one: Cidr | undefined, other: Cidr | undefined) =>
  one !== undefined && other !== undefined && (contains(one, other) || contains(other, one));

function eachSubnet(
  subnetsOf: (service: WiredService) => readonly string[] | undefined,
  fileOf: (service: WiredService) => { readonly artefact: WiringFinding['artefact'] } | undefined,
  path: WiringFinding['path'],
  check: (subnet: Resource, wiring: Wiring) => string | undefined,
): WiringRule['check'] {
  return (wiring) =>
    wiring.services.flatMap((service) => {
      const file = fileOf(service);
      return (subnetsOf(service) ?? []).flatMap((reference, index) => {
        const subnet = wiring.behind(reference);
        const message = subnet?.type === 'AWS::EC2::Subnet' ? check(subnet, wiring) : undefined;
        return file && message
          ? [{ artefact: file.artefact, path: [...path, index], message }]
          : [];
      });
    });
}
