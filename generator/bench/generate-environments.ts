import { stringify } from 'yaml';
import { generateService, type Surroundings } from './generate-service.ts';
import { Random } from './random.ts';

/** How often an option is used, in percent of the environments. */
export const ENVIRONMENT_MIX = {
  local: 5,
  staging: 25,
  production: 25,
  extends: 15,
  threeZones: 50,
  natPerZone: 40,
  express: 40,
  inferenceProfile: 60,
  connection: 20,
} as const;

/** Services that an environment chooses from: at least one, at most all. */
const POOL = ['store', 'search', 'prices', 'orders', 'reviews', 'mail', 'stock-watch', 'front'];

const REGISTRY = { account: '100000000000', region: 'us-west-2' };
const ACCOUNTS = Array.from({ length: 12 }, (_, index) => String(200_000_000_000 + index));
const REGIONS = ['us-west-2', 'us-east-1', 'eu-west-1', 'ap-southeast-2'];

/** What generated services ask for besides grants. */
const TASK_ACTIONS = ['dynamodb:GetItem', 'dynamodb:Query'];

/** VPCs take their /20 from 10.0.0.0/8, which has this many. */
export const MOST_ENVIRONMENTS = 4096;

interface Planned {
  readonly name: string;
  readonly config: Record<string, unknown>;
  readonly services: readonly string[];
  readonly surroundings: Surroundings;
}

/**
 * Config files of a repository with that many environments, valid under every rule, as text by path
 * from its root. The same numbers give the same texts, and a smaller repository holds the first
 * environments of a larger one. What stands once an account comes beside that number.
 */
export function generateEnvironments(count: number, seed = 1): Map<string, string> {
  if (count > MOST_ENVIRONMENTS) throw new Error(`at most ${MOST_ENVIRONMENTS} environments`);
  const planned: Planned[] = [];
  for (let index = 0; index < count; index++) {
    planned.push(planEnvironment(index, new Random(seed * MOST_ENVIRONMENTS + index), planned));
  }
  const files = [...planned, ...planAccounts(planned)].map(({ name, config }) => [
    `environments/${name}/config.yaml`,
    config,
  ]);
  const all = [['environments/defaults.yaml', defaults()], ...files] as [string, object][];
  return new Map(
    all.map(([path, value]) => [path, stringify(value, { aliasDuplicateObjects: false })]),
  );
}

/** The first is what stands once in the registry's account; then come those in which services run. */
function planEnvironment(index: number, random: Random, earlier: readonly Planned[]): Planned {
  const name = index === 0 ? 'registry' : `e${String(index).padStart(4, '0')}`;
  if (index === 0) return planRegistry(name);
  if (random.chance(ENVIRONMENT_MIX.local)) return planLocal(name, random);
  const bases = earlier.filter(({ config }) => config.target === 'aws' && !config.extends);
  return bases.length > 0 && random.chance(ENVIRONMENT_MIX.extends)
    ? planExtending(name, index, random, random.pick(bases))
    : planDeployed(name, index, random);
}

function planRegistry(name: string): Planned {
  const surroundings = { ...REGISTRY, tier: 'development', isDeployed: false } as const;
  const config = accountConfig(REGISTRY, 'create', []);
  return { name, config, services: [], surroundings };
}

const accountConfig = (
  place: { readonly account: string; readonly region: string },
  oidcProvider: 'create' | 'existing',
  environments: readonly string[],
) => ({ target: 'account', ...place, oidcProvider, environments, taskActions: TASK_ACTIONS });

/** What stands once in each account and Region that some environment is deployed to. */
function planAccounts(planned: readonly Planned[]): Pick<Planned, 'name' | 'config'>[] {
  const isDeployed = ({ surroundings }: Planned) => surroundings.isDeployed;
  const placeOf = ({ surroundings: { account, region } }: Planned) => `${account} ${region}`;
  const places = Map.groupBy(planned.filter(isDeployed), placeOf);
  const seen = new Set<string>();
  return [...places].sort().map(([place, members], index) => {
    const [account = '', region = ''] = place.split(' ');
    const provider = seen.has(account) ? 'existing' : 'create';
    seen.add(account);
    const names = members.map(({ name }) => name);
    return {
      name: `a${String(index).padStart(4, '0')}`,
      config: accountConfig({ account, region }, provider, names),
    };
  });
}

function planLocal(name: string, random: Random): Planned {
  const region = random.pick(REGIONS);
  const surroundings = { tier: 'development', isDeployed: false, account: '', region } as const;
  const services = chooseServices(random);
  const config = {
    target: 'local',
    tier: 'development',
    region,
    services: servicesConfig(random, services, surroundings),
  };
  return { name, config, services, surroundings };
}

function planDeployed(name: string, index: number, random: Random): Planned {
  const tier = chooseTier(random);
  const account = random.pick(ACCOUNTS);
  const region = random.pick(REGIONS);
  const surroundings = { tier, isDeployed: true, account, region };
  const services = chooseServices(random);
  const config = {
    target: 'aws',
    tier,
    account,
    region,
    ...(!random.chance(ENVIRONMENT_MIX.inferenceProfile) && {
      model: { id: 'amazon.nova-lite-v1:0', label: 'Amazon Nova Lite' },
    }),
    logs: { retentionDays: random.pick(tier === 'production' ? [365, 731] : [7, 30, 90]) },
    network: {
      cidr: rangeOf(index),
      azCount: random.chance(ENVIRONMENT_MIX.threeZones) ? 3 : 2,
      nat: tier === 'production' || random.chance(ENVIRONMENT_MIX.natPerZone) ? 'per-az' : 'single',
      flowLogs: tier === 'production' || random.chance(50),
    },
    services: servicesConfig(random, services, surroundings),
  };
  return { name, config, services, surroundings };
}

/** Lies over another one: its services, another range, other images and numbers of tasks. */
function planExtending(name: string, index: number, random: Random, base: Planned): Planned {
  const { services, surroundings } = base;
  const images = services.map((service) => [
    service,
    { image: { digest: `sha256:${random.hex(64)}` } },
  ]);
  const config = {
    extends: base.name,
    account: surroundings.account,
    network: { cidr: rangeOf(index) },
    services: Object.fromEntries(images),
  };
  return { name, config, services, surroundings };
}

const chooseServices = (random: Random): string[] => {
  const wanted = random.between(1, POOL.length);
  const start = random.between(0, POOL.length - 1);
  const chosen = [...POOL, ...POOL].slice(start, start + wanted);
  return POOL.filter((name) => chosen.includes(name));
};

function chooseTier(random: Random): Surroundings['tier'] {
  if (random.chance(ENVIRONMENT_MIX.production)) return 'production';
  return random.chance(ENVIRONMENT_MIX.staging) ? 'staging' : 'development';
}

/** The services that were chosen; those of the pool that were not are removed. */
function servicesConfig(
  random: Random,
  chosen: readonly string[],
  surroundings: Surroundings,
): Record<string, unknown> {
  const connections = chooseConnections(random, chosen);
  const services = Object.fromEntries(
    POOL.map((name) => {
      const connectsTo = connections.get(name);
      return [name, connectsTo ? generateService(random, connectsTo, surroundings) : null];
    }),
  );
  const last = services[chosen.at(-1) ?? ''];
  const isOpen = surroundings.tier === 'development' && random.chance(ENVIRONMENT_MIX.express);
  if (last && isOpen && !('sessions' in last)) Object.assign(last, openToVisitors(random, last));
  return services;
}

/** A service connects to some before it, so there are no circles, and every one but the last is reached. */
function chooseConnections(random: Random, chosen: readonly string[]): Map<string, string[]> {
  const connections = new Map<string, string[]>(chosen.map((name) => [name, []]));
  for (const [index, server] of chosen.slice(0, -1).entries()) {
    const later = chosen.slice(index + 1);
    const clients = new Set([
      random.pick(later),
      ...random.some(later, ENVIRONMENT_MIX.connection),
    ]);
    for (const client of clients) connections.get(client)?.push(server);
  }
  return connections;
}

function openToVisitors(random: Random, { desired }: Record<string, unknown>): object {
  const target = { metric: random.pick(['cpu', 'memory']), value: random.between(40, 80) };
  return {
    capacity: 'FARGATE',
    exposure: { mode: 'express' },
    scaling: { min: 1, max: Number(desired) + random.between(1, 6), targets: [target] },
  };
}

/** Ranges lie side by side, so none meets another. */
function rangeOf(index: number): string {
  return `10.${Math.floor(index / 16)}.${(index % 16) * 16}.0/20`;
}

function defaults(): object {
  return {
    project: 'bench',
    github: { owner: 'example-org', repository: 'bench' },
    registry: { ...REGISTRY, pullAccounts: ACCOUNTS },
    model: { id: 'global.amazon.nova-2-lite-v1:0', label: 'Amazon Nova 2 Lite' },
    catalog: { key: 'catalog.json', source: 'sample-data/product-catalog.json' },
    logs: { retentionDays: 30 },
    network: { azCount: 2, nat: 'single', flowLogs: true },
    serviceDefaults: {
      image: {},
      cpu: 512,
      memory: 1024,
      architecture: 'X86_64',
      command: ['node', 'src/main.ts'],
      user: '1000:1000',
      desired: 1,
      capacity: 'FARGATE',
      connectsTo: [],
      exposure: { mode: 'internal' },
      sessions: 'none',
      environment: { NODE_ENV: 'production', PORT: '${self.port}' },
      secrets: {},
      permissions: { grants: [], statements: [] },
      health: { path: '/readyz', interval: 15, timeout: 5, retries: 3, startPeriod: 30 },
      stopTimeout: 60,
    },
    services: Object.fromEntries(POOL.map((name, index) => [name, { port: 9000 + index }])),
  };
}
