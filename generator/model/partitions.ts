interface Partition {
  readonly regions: string;
  readonly name: string;
  /** The domain that registries stand under. */
  readonly dnsSuffix: string;
}

/** AWS partitions by the beginning of their Regions (AWS General Reference). */
const OTHER_PARTITIONS: readonly Partition[] = [
  { regions: 'cn-', name: 'aws-cn', dnsSuffix: 'amazonaws.com.cn' },
  { regions: 'us-gov-', name: 'aws-us-gov', dnsSuffix: 'amazonaws.com' },
];
const COMMERCIAL: Partition = { regions: '', name: 'aws', dnsSuffix: 'amazonaws.com' };

const find = (region: string): Partition =>
  OTHER_PARTITIONS.find(({ regions }) => region.startsWith(regions)) ?? COMMERCIAL;

export const partitionOf = (region: string): string => find(region).name;
export const dnsSuffixOf = (region: string): string => find(region).dnsSuffix;
