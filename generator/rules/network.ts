import { contains, formatCidr, networkOf, parseCidr } from './cidr.ts';
import { deployed, onceForAll, type Rule } from './rule.ts';
import { findOverlaps } from './vpc-overlaps.ts';

const CIDR = ['network', 'cidr'] as const;

/** Ranges that nobody on the internet has (RFC 1918, RFC 6598). */
export const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Amazon VPC allows /16 to /28; a VPC is cut into eight subnets here, which from /20 on keep 512 addresses. */
const SIZES = { largest: 16, smallest: 20 } as const;

/** Docker's own network, which some AWS services use too (VPC user guide, "VPC CIDR blocks"). */
export const DOCKER_RANGE = '172.17.0.0/16';

/** Regions in which Fargate runs in fewer than three zones (ECS developer guide, "AWS Fargate Regions"). */
const FARGATE_ZONES: Readonly<Record<string, number>> = { 'us-west-1': 2, 'cn-north-1': 2 };

const overlaps = onceForAll((all) => {
  const ranges = all.flatMap(({ name, config }) =>
    config.target === 'aws' ? [{ name, cidr: config.network.cidr }] : [],
  );
  const cidrs = new Map(ranges.map(({ name, cidr }) => [name, cidr]));
  const found = findOverlaps(
    ranges.map(({ name, cidr }) => ({ name, range: networkOf(parseCidr(cidr)) })),
  );
  return new Map([...found].map(([name, other]) => [name, { other, cidr: cidrs.get(other) }]));
});

/** The VPC and its zones. Subnets are computed from the VPC's range, so they are always inside it and apart. */
export const networkRules: readonly Rule[] = [
  {
    code: 'rule/vpc-private',
    says: 'the VPC is in a private range: 10/8, 172.16/12, 192.168/16 or 100.64/10',
    ...deployed(({ network: { cidr } }) => {
      if (PRIVATE_RANGES.some((range) => contains(parseCidr(range), parseCidr(cidr)))) return [];
      const message = `${cidr} is not a private range: addresses in it belong to others`;
      return [{ path: CIDR, message, hint: `take a part of ${PRIVATE_RANGES.join(', ')}` }];
    }),
  },
  {
    code: 'rule/vpc-size',
    says: 'the VPC is a /16 to a /20',
    ...deployed(({ network: { cidr } }) => {
      const { bits } = parseCidr(cidr);
      if (bits >= SIZES.largest && bits <= SIZES.smallest) return [];
      const message = `a VPC of /${bits} is too ${bits < SIZES.largest ? 'large' : 'small'}`;
      const hint = `take /${SIZES.largest} to /${SIZES.smallest}`;
      return [{ path: CIDR, message, hint }];
    }),
  },
  {
    code: 'rule/vpc-network-address',
    says: 'the VPC’s range is written at its first address',
    ...deployed(({ network: { cidr } }) => {
      const network = formatCidr(networkOf(parseCidr(cidr)));
      if (network === cidr) return [];
      const message = `${cidr} is not written at its first address`;
      return [{ path: CIDR, message, hint: `write ${network}` }];
    }),
  },
  {
    code: 'rule/vpc-apart',
    says: 'no two environments’ VPCs overlap, so that they can be peered',
    ...deployed(({ network: { cidr } }, { name, all }) => {
      const overlap = overlaps(all).get(name);
      if (!overlap) return [];
      const message = `${cidr} overlaps the VPC of \`${overlap.other}\`, ${overlap.cidr}`;
      return [{ path: CIDR, message, hint: 'take a range of its own for each environment' }];
    }),
  },
  {
    code: 'rule/vpc-docker-range',
    says: 'the VPC keeps out of 172.17.0.0/16, which Docker and some AWS services use',
    severity: 'warning',
    ...deployed(({ network: { cidr } }) => {
      const range = parseCidr(cidr);
      if (!contains(parseCidr(DOCKER_RANGE), range)) return [];
      const message = `${cidr} lies in ${DOCKER_RANGE}, which Docker and some AWS services use themselves`;
      return [{ path: CIDR, message, hint: 'take another range, such as 10.10.0.0/16' }];
    }),
  },
  {
    code: 'rule/zones-exist',
    says: 'Fargate runs in as many Availability Zones of the Region as `azCount` says',
    ...deployed(({ network: { azCount }, region }) => {
      const zones = FARGATE_ZONES[region];
      if (zones === undefined || azCount <= zones) return [];
      const message = `Fargate runs in ${zones} Availability Zones of ${region}, not in ${azCount}`;
      return [{ path: ['network', 'azCount'], message, hint: `set \`azCount: ${zones}\`` }];
    }),
  },
];
