import { createServer, type RequestListener, type Server } from 'node:http';
import { z } from 'zod';
import { createLogger, LOG_LEVELS, type Logger } from './logger.ts';
import { Readiness } from './readiness.ts';
import { integer, port, readSettings, SettingsError } from './settings.ts';
import { makeStoppable, type Stoppable } from './stop-server.ts';

/** Settings that every service has. ECS sends SIGKILL `STOP_TIMEOUT_SECONDS` after SIGTERM (its default is 30). */
const platformSettings = z.object({
  PORT: port,
  /** Which address to listen on; without it every interface, as a container needs. */
  HOST: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  STOP_TIMEOUT_SECONDS: integer(2, 120).default(30),
});

/** The share of the stop time-out after which requests that still run are cut. */
const CUT_SHARE = 0.8;

/** The share after which the process ends whatever still holds it, before the platform kills it. */
const EXIT_SHARE = 0.95;

/** An ALB keeps idle connections up to its own idle time-out (here at most 4,000 s); ours must outlive it. */
const KEEP_ALIVE_MS = 4_010_000;

const REQUEST_ARRIVES_MS = 60_000;

/** A connection pool that is still open must not keep a stopped service alive. */
const LINGER_MS = 250;

export interface ServiceContext {
  readonly logger: Logger;
  readonly readiness: Readiness;
}

export interface Service {
  readonly app: RequestListener;
  /** Ends timers and connections of the service's own, after the last request. */
  readonly close?: () => void | Promise<void>;
}

/**
 * Runs one service: reads settings once, listens, and stops in bounded time on SIGTERM or SIGINT.
 * A service that can't start says why in one log line and ends with exit code 2.
 */
export async function runService<Schema extends z.ZodObject>(definition: {
  readonly name: string;
  readonly settings: Schema;
  readonly start: (
    settings: z.output<Schema>,
    context: ServiceContext,
  ) => Service | Promise<Service>;
}): Promise<void> {
  const logger = createLogger(definition.name, logLevel(process.env.LOG_LEVEL));
  let service: Service | undefined;
  try {
    // Together, so that one start names every variable that is wrong.
    const settings = readSettings(platformSettings.and(definition.settings), process.env);
    const readiness = new Readiness();
    service = await definition.start(settings, { logger, readiness });
    const { server, stoppable } = serve(service.app);
    await listen(server, settings.PORT, settings.HOST);
    stopOnSignal(stoppable, service, { logger, readiness }, settings.STOP_TIMEOUT_SECONDS * 1000);
    // Last: who reads this line may stop the service at once.
    logger.info({ port: settings.PORT }, 'listening');
  } catch (error) {
    logger.fatal(startFailure(error), 'cannot start');
    process.exitCode = 2;
    await closeService(service, logger);
    exitSoon();
  }
}

/** A level that does not exist is one of the problems to report, so it must not stop the report. */
function logLevel(wanted = ''): string {
  return LOG_LEVELS.find((level) => level === wanted) ?? 'info';
}

const LISTEN_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'PORT is in use by another process',
  EACCES: 'PORT may not be used by this user',
  EADDRNOTAVAIL: 'HOST is no address of this machine',
  ENOTFOUND: 'HOST is no address of this machine',
};

function startFailure(error: unknown): object {
  if (error instanceof SettingsError) return { problems: error.problems };
  const problem = LISTEN_PROBLEMS[(error as NodeJS.ErrnoException).code ?? ''];
  return problem === undefined ? { err: error } : { problems: [problem] };
}

function serve(app: RequestListener): { server: Server; stoppable: Stoppable } {
  const server = createServer(app);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  // Bounds how long a request may take to arrive; a response may stream for as long as it likes.
  server.requestTimeout = REQUEST_ARRIVES_MS;
  return { server, stoppable: makeStoppable(server) };
}

function listen(server: Server, listenPort: number, host?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: listenPort, ...(host && { host }) }, resolve);
  });
}

function stopOnSignal(
  server: Stoppable,
  service: Service,
  { logger, readiness }: ServiceContext,
  stopTimeoutMs: number,
): void {
  const stop = async (signal: NodeJS.Signals) => {
    if (readiness.stopping) return;
    readiness.stop();
    logger.info({ signal }, 'stopping');
    const last = setTimeout(() => process.exit(1), stopTimeoutMs * EXIT_SHARE).unref();
    await server.stop(stopTimeoutMs * CUT_SHARE);
    await closeService(service, logger);
    logger.info('stopped');
    clearTimeout(last);
    exitSoon();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function closeService(service: Service | undefined, logger: Logger): Promise<void> {
  try {
    await service?.close?.();
  } catch (error) {
    logger.error({ err: error }, 'closing failed');
  }
}

function exitSoon(): void {
  setTimeout(() => process.exit(), LINGER_MS).unref();
}
