interface Partition {
  readonly name: string;
  /** The domain that registries stand under. */
  readonly dnsSuffix: string;
  /** How its Regions' names begin. */
  readonly begins: string;
  readonly regions: readonly string[];
}

/**
 * AWS partitions and their Regions (AWS General Reference, "Service endpoints"; AWS CDK 2.276,
 * `region-info`). A new Region is added here, nowhere else.
 */
const OTHER_PARTITIONS: readonly Partition[] = [
  {
    name: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    begins: 'cn-',
    regions: ['cn-north-1', 'cn-northwest-1'],
  },
  {
    name: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    begins: 'us-gov-',
    regions: ['us-gov-east-1', 'us-gov-west-1'],
  },
];

const COMMERCIAL: Partition = {
  name: 'aws',
  dnsSuffix: 'amazonaws.com',
  begins: '',
  regions: [
    ...['af-south-1', 'ap-east-1', 'ap-east-2'],
    ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
    ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4'],
    ...['ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
    ...['ca-central-1', 'ca-west-1'],
    ...['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
    ...['eu-west-1', 'eu-west-2', 'eu-west-3'],
    ...['il-central-1', 'me-central-1', 'me-south-1', 'me-west-1', 'mx-central-1', 'sa-east-1'],
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  ],
};

/** Every Region that may be named in a config. */
export const knownRegions: readonly string[] = [COMMERCIAL, ...OTHER_PARTITIONS].flatMap(
  ({ regions }) => regions,
);

const find = (region: string): Partition =>
  OTHER_PARTITIONS.find(({ begins }) => region.startsWith(begins)) ?? COMMERCIAL;

export const partitionOf = (region: string): string => find(region).name;
export const dnsSuffixOf = (region: string): string => find(region).dnsSuffix;
