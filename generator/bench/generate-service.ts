import type { Random } from './random.ts';

/** What decides about the services of a generated environment. */
export interface Surroundings {
  readonly tier: 'development' | 'staging' | 'production';
  readonly isDeployed: boolean;
  readonly account: string;
  readonly region: string;
}

/** How often an option is used, in percent of the services. */
export const SERVICE_MIX = {
  ownSize: 40,
  readCatalog: 40,
  invokeModel: 40,
  statements: 20,
  secret: 30,
  arm64: 40,
  spot: 20,
  memorySessions: 5,
  digest: 80,
  ownVariables: 50,
} as const;

/** Pairs that Fargate has. */
const SIZES = [
  { cpu: 256, memory: 512 },
  { cpu: 512, memory: 2048 },
  { cpu: 1024, memory: 2048 },
  { cpu: 1024, memory: 4096 },
  { cpu: 2048, memory: 8192 },
  { cpu: 4096, memory: 16384 },
] as const;

const SECRETS = ['API_TOKEN', 'DATABASE_URL', 'SIGNING_KEY'] as const;

/** The written config of one service. */
export function generateService(
  random: Random,
  connectsTo: readonly string[],
  surroundings: Surroundings,
): Record<string, unknown> {
  const { tier } = surroundings;
  const readsCatalog = random.chance(SERVICE_MIX.readCatalog);
  const invokesModel = random.chance(SERVICE_MIX.invokeModel);
  const isProduction = tier === 'production';
  const keepsSessions = !isProduction && random.chance(SERVICE_MIX.memorySessions);
  return {
    ...(surroundings.isDeployed && image(random, isProduction)),
    ...(random.chance(SERVICE_MIX.ownSize) && random.pick(SIZES)),
    architecture: random.chance(SERVICE_MIX.arm64) ? 'ARM64' : 'X86_64',
    desired: keepsSessions ? 1 : random.between(isProduction ? 2 : 1, 6),
    ...(keepsSessions && { sessions: 'memory' }),
    ...(!isProduction && random.chance(SERVICE_MIX.spot) && { capacity: 'FARGATE_SPOT' }),
    connectsTo,
    permissions: {
      grants: [...(readsCatalog ? ['readCatalog'] : []), ...(invokesModel ? ['invokeModel'] : [])],
      statements: random.chance(SERVICE_MIX.statements) ? [statement(random)] : [],
    },
    environment: {
      ...(readsCatalog && { CATALOG: 's3://${catalog.bucket}/${catalog.key}' }),
      ...(invokesModel && { MODEL_ID: '${model.id}' }),
      ...Object.fromEntries(connectsTo.map((name) => [variable(name), `\${services.${name}.url}`])),
      ...(random.chance(SERVICE_MIX.ownVariables) && ownVariables(random)),
    },
    secrets: secrets(random, surroundings),
  };
}

const variable = (name: string) => `${name.toUpperCase().replaceAll('-', '_')}_URL`;

function image(random: Random, isNeeded: boolean): object {
  if (!isNeeded && !random.chance(SERVICE_MIX.digest)) return {};
  return { image: { digest: `sha256:${random.hex(64)}` } };
}

function statement(random: Random): object {
  const table = random.pick(['orders', 'visits', 'prices']);
  return {
    actions: ['dynamodb:GetItem', 'dynamodb:Query'],
    resources: [
      `arn:\${partition}:dynamodb:\${region}:\${account}:table/\${project}-\${environment}-${table}`,
    ],
  };
}

function ownVariables(random: Random): object {
  return {
    LOG_LEVEL: random.pick(['debug', 'info', 'warn']),
    CACHE_SECONDS: random.between(0, 600),
    VERBOSE: random.chance(50),
    REQUEST_LIMIT: random.between(1, 10_000),
  };
}

function secrets(random: Random, { isDeployed, account, region }: Surroundings): object {
  if (!random.chance(SERVICE_MIX.secret)) return {};
  const chosen = SECRETS.slice(0, random.between(1, SECRETS.length));
  return Object.fromEntries(
    chosen.map((name) => {
      const suffix = random.hex(6);
      const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name.toLowerCase()}-${suffix}`;
      return [name, { ...(isDeployed && { arn }), ...(random.chance(50) && { jsonKey: 'value' }) }];
    }),
  );
}
