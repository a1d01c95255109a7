/** The Regions that have prices, in the order of the columns below. */
export const PRICED_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-northeast-1'] as const;
export type PricedRegion = (typeof PRICED_REGIONS)[number];

/** What a unit costs, in US dollars without tax, On-Demand and before any discount. */
interface PriceRow {
  readonly unit: string;
  readonly dollars: readonly [number, number, number, number];
  /** Regions of which no source was found that names the price. Their lines say so. */
  readonly unconfirmed?: readonly PricedRegion[];
}

/**
 * Where the prices come from: the usage types of the AWS Price List, as public copies, bills and
 * tests quote them, most of August to October 2026. The list itself was not read.
 */
export const PRICE_SOURCE = {
  date: '2026-09-29',
  source: 'AWS Price List, On-Demand, as quoted in public copies and bills',
} as const;

type Dollars = PriceRow['dollars'];
type Regions = readonly PricedRegion[];

const hourly = (what: string, dollars: Dollars, unconfirmed: Regions = []): PriceRow => ({
  unit: `${what}-hour`,
  dollars,
  unconfirmed,
});

const everywhere = (unit: string, price: number, unconfirmed: Regions = []): PriceRow => ({
  unit,
  dollars: [price, price, price, price],
  unconfirmed,
});

/** Part of the On-Demand price that Fargate Spot costs, whatever the architecture. AWS changes it. */
const SPOT: Dollars = [0.3184, 0.3136, 0.3024, 0.3918];
/** The others are of 2026-09-28; of these Regions only an older copy was found. */
const OLDER_SPOT: Regions = ['us-west-2', 'ap-northeast-1'];

function spot({ unit, dollars: [one, two, three, four] }: PriceRow): PriceRow {
  // Whole millionths of a dollar, as all prices here are.
  const part = (price: number, share: number) => Math.round(price * share * 1_000_000) / 1_000_000;
  return {
    unit,
    dollars: [part(one, SPOT[0]), part(two, SPOT[1]), part(three, SPOT[2]), part(four, SPOT[3])],
    unconfirmed: OLDER_SPOT,
  };
}

// Columns:                        us-east-1 us-west-2 eu-west-1 ap-northeast-1
const x86Cpu = hourly('vCPU', [0.04048, 0.04048, 0.04048, 0.05056]);
const x86Memory = hourly('GB', [0.004445, 0.004445, 0.004445, 0.00553]);
const armCpu = hourly('vCPU', [0.03238, 0.03238, 0.03238, 0.04045], ['us-west-2']);
const armMemory = hourly('GB', [0.00356, 0.00356, 0.00356, 0.00442], ['us-west-2']);

/** Every price. A new resource takes a row here and an entry in `resource-pricers.ts`. */
const PRICES = {
  fargateCpu: x86Cpu,
  fargateMemory: x86Memory,
  fargateArmCpu: armCpu,
  fargateArmMemory: armMemory,
  fargateSpotCpu: spot(x86Cpu),
  fargateSpotMemory: spot(x86Memory),
  fargateArmSpotCpu: spot(armCpu),
  fargateArmSpotMemory: spot(armMemory),
  natGateway: hourly('gateway', [0.045, 0.045, 0.048, 0.062]),
  natData: { unit: 'GB', dollars: [0.045, 0.045, 0.048, 0.062] },
  publicAddress: hourly('address', [0.005, 0.005, 0.005, 0.005]),
  interfaceEndpoint: hourly('endpoint-zone', [0.01, 0.01, 0.011, 0.014]),
  loadBalancer: hourly('balancer', [0.0225, 0.0225, 0.0252, 0.0243]),
  loadBalancerCapacity: hourly('LCU', [0.008, 0.008, 0.008, 0.008], ['us-west-2']),
  logData: { unit: 'GB', dollars: [0.5, 0.5, 0.57, 0.76] },
  key: everywhere('key', 1, ['eu-west-1']),
  secret: everywhere('secret', 0.4, ['eu-west-1']),
  alarm: everywhere('alarm', 0.1, ['eu-west-1']),
  dashboard: everywhere('dashboard', 3),
  // The same in all Regions (AWS Networking blog, "Cost-effective ways for securing your web applications").
  webAcl: everywhere('web ACL', 5),
  webAclRule: everywhere('rule', 1),
  webAclRequests: everywhere('million', 0.6),
  hostedZone: everywhere('zone', 0.5),
  imageStorage: everywhere('GB', 0.1),
  valkeyData: hourly(
    'GB',
    [0.084, 0.084, 0.084, 0.101],
    ['us-west-2', 'eu-west-1', 'ap-northeast-1'],
  ),
} as const satisfies Readonly<Record<string, PriceRow>>;

export type PriceKey = keyof typeof PRICES;
export const PRICE_KEYS = Object.keys(PRICES) as PriceKey[];

export interface Price {
  readonly unit: string;
  readonly dollars: number;
  readonly isConfirmed: boolean;
}

/** The prices of a Region, or nothing: another Region's prices would be a guess. */
export function pricesOf(region: string): ((key: PriceKey) => Price) | undefined {
  const column = (PRICED_REGIONS as readonly string[]).indexOf(region);
  if (column < 0) return undefined;
  return (key) => {
    const { unit, dollars, unconfirmed = [] }: PriceRow = PRICES[key];
    const isConfirmed = !unconfirmed.some((one) => one === region);
    return { unit, dollars: dollars[column] ?? 0, isConfirmed };
  };
}
