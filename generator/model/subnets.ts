import ipaddr from 'ipaddr.js';

export interface Subnet {
  /** Part of logical ids and outputs: `PublicA`. */
  readonly id: string;
  readonly isPublic: boolean;
  /** Letter of the zone, `A` to `C`. */
  readonly zone: string;
  /** Place of the zone in what `Fn::GetAZs` returns. */
  readonly zoneIndex: number;
  readonly cidr: string;
  /** Zone whose NAT gateway carries the traffic of a private subnet. */
  readonly natZone: string;
  /** Whether a NAT gateway stands in this (public) subnet. */
  readonly hasNat: boolean;
}

/** A VPC is cut into this many equal parts: public and private for up to four zones. */
const PARTS_AS_BITS = 3;

/**
 * Cuts the VPC's range: the first half is public, the second private, one part a zone, so that a
 * zone that is added later moves nothing.
 */
export function planSubnets(network: {
  readonly cidr: string;
  readonly azCount: number;
  readonly nat: 'single' | 'per-az';
}): Subnet[] {
  const [base, bits] = ipaddr.IPv4.parseCIDR(network.cidr);
  const partBits = bits + PARTS_AS_BITS;
  const zones = ['A', 'B', 'C'].slice(0, network.azCount);
  return (['Public', 'Private'] as const).flatMap((tier, tierIndex) =>
    zones.map((zone, zoneIndex) => ({
      id: `${tier}${zone}`,
      isPublic: tier === 'Public',
      zone,
      zoneIndex,
      cidr: `${addressAt(base, partBits, tierIndex * 4 + zoneIndex)}/${partBits}`,
      natZone: network.nat === 'single' ? 'A' : zone,
      hasNat: tier === 'Public' && (network.nat === 'per-az' || zone === 'A'),
    })),
  );
}

function addressAt(base: ipaddr.IPv4, partBits: number, index: number): string {
  const size = 2 ** (32 - partBits);
  const start = base.octets.reduce((sum, octet) => sum * 256 + octet, 0) + index * size;
  return [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.');
}
