/** A block of IPv4 addresses; `address` as it was written, which need not be the block's first. */
export interface Cidr {
  readonly address: number;
  readonly bits: number;
}

/** Reads `10.1.0.0/16`, of which the schema has made sure that it is one. */
export function parseCidr(text: string): Cidr {
  const [address = '', bits] = text.split('/');
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { address: number, bits: Number(bits) };
}

export const formatCidr = ({ address, bits }: Cidr): string =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${bits}`;

/** The same block, written at its first address. */
export const networkOf = ({ address, bits }: Cidr): Cidr => {
  const size = 2 ** (32 - bits);
  return { address: Math.floor(address / size) * size, bits };
};

/** Whether the second block lies within the first. */
export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.bits <= inner.bits &&
  networkOf({ ...inner, bits: outer.bits }).address === networkOf(outer).address;
