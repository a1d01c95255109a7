/** AWS partitions by Region prefix, with the domain that their registries stand under (AWS General Reference). */
const PARTITIONS: readonly { prefix: string; partition: string; dnsSuffix: string }[] = [
  { prefix: 'cn-', partition: 'aws-cn', dnsSuffix: 'amazonaws.com.cn' },
  { prefix: 'us-gov-', partition: 'aws-us-gov', dnsSuffix: 'amazonaws.com' },
  { prefix: '', partition: 'aws', dnsSuffix: 'amazonaws.com' },
];

const find = (region: string) => PARTITIONS.find(({ prefix }) => region.startsWith(prefix));

export const partitionOf = (region: string): string => find(region)?.partition ?? 'aws';
export const dnsSuffixOf = (region: string): string => find(region)?.dnsSuffix ?? 'amazonaws.com';
