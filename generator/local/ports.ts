import { createServer, type Server } from 'node:net';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import { LOOPBACK, listen } from './listen.ts';
import type { RenderedService } from './read-rendered.ts';

/**
 * `rendered`: each service listens on the port of its task definition, as on AWS.
 * `free`: each listens on a free port, so that several chains run beside one another.
 */
export type PortMode = 'rendered' | 'free';

/** A service that knows which port of this machine stands for each of its container ports. */
export interface PlacedService extends RenderedService {
  readonly hostPorts: ReadonlyMap<number, number>;
}

/** @throws {Failure} `local/port` for every port that can't be had, all at once */
export async function placeServices(
  services: readonly RenderedService[],
  mode: PortMode,
): Promise<PlacedService[]> {
  if (mode === 'free') return placeOnFreePorts(services);
  const placed = services.map((service) => ({
    ...service,
    hostPorts: new Map(service.ports.map(({ containerPort }) => [containerPort, containerPort])),
  }));
  const users = usersOfPorts(placed);
  const shared = sharedPorts(users);
  const problems = [...shared, ...(await busyPorts(users))];
  if (problems.length > 0) throw new Failure(problems, shared.length > 0 ? 2 : 1);
  return placed;
}

function usersOfPorts(services: readonly PlacedService[]): [port: number, names: string[]][] {
  const pairs = services.flatMap(({ name, hostPorts }) =>
    [...hostPorts.values()].map((port) => ({ port, name })),
  );
  return [...Map.groupBy(pairs, ({ port }) => port)].map(([port, users]) => [
    port,
    users.map(({ name }) => name),
  ]);
}

/** Every container has addresses of its own on AWS; here all share one machine. */
function sharedPorts(users: ReturnType<typeof usersOfPorts>): Diagnostic[] {
  return users
    .filter(([, names]) => names.length > 1)
    .map(([port, names]) => ({
      code: 'local/port',
      severity: 'error',
      message: `${names.join(' and ')} have the same port ${port}`,
      hint: 'on one machine every service needs a port of its own: change one in the config',
    }));
}

async function busyPorts(users: ReturnType<typeof usersOfPorts>): Promise<Diagnostic[]> {
  const checks = users.map(async ([port, names]) => {
    const code = await listenError(port);
    return code ? [cannotListen(names.join(' and '), port, code)] : [];
  });
  return (await Promise.all(checks)).flat();
}

function cannotListen(service: string, port: number, code: string): Diagnostic {
  const why =
    code === 'EADDRINUSE' ? 'is in use by another process' : `cannot be listened on (${code})`;
  return {
    code: 'local/port',
    severity: 'error',
    message: `the port ${port} of ${service} ${why}`,
    hint: `end what uses it (\`lsof -i :${port}\` names it; another \`npm start\`?) or give ${service} another port in the config`,
  };
}

/**
 * Both the wildcard address and loopback, one after the other: a browser may try `::1` first, and
 * some systems let a wildcard socket stand beside a more specific one.
 */
async function listenError(port: number): Promise<string | undefined> {
  for (const host of [undefined, LOOPBACK]) {
    const server = createServer();
    try {
      await listen(server, port, host);
      await close(server);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'unknown error';
    }
  }
  return undefined;
}

async function placeOnFreePorts(services: readonly RenderedService[]): Promise<PlacedService[]> {
  const free = await freePorts(services.reduce((count, { ports }) => count + ports.length, 0));
  return services.map((service) => {
    const hostPorts = new Map(
      service.ports.map(({ containerPort }) => [containerPort, free.shift() as number]),
    );
    return movePorts({ ...service, hostPorts });
  });
}

/** All are held open together, or the system could hand out the same one twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(servers.map((server) => listen(server, 0, LOOPBACK)));
  await Promise.all(servers.map(close));
  return ports;
}

/** A service learns its port from `PORT` (or `…_PORT`); its health check has it in its text. */
function movePorts(service: PlacedService): PlacedService {
  const moved = (text: string) =>
    text.replace(/\b\d+\b/g, (digits) => String(service.hostPorts.get(Number(digits)) ?? digits));
  const environment = Object.entries(service.environment).map(([name, value]) =>
    /(^|_)PORT$/.test(name) ? [name, moved(value)] : [name, value],
  );
  const { healthCheck } = service;
  return {
    ...service,
    environment: Object.fromEntries(environment),
    healthCheck: healthCheck && { ...healthCheck, command: healthCheck.command.map(moved) },
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
