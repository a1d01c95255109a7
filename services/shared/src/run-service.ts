import { createServer, type RequestListener, type Server } from 'node:http';
import { z } from 'zod';
import { createLogger, type Logger } from './logger.ts';
import { Readiness } from './readiness.ts';
import { integer, port, readSettings, SettingsError } from './settings.ts';

/** Settings that every service has. ECS sends SIGKILL `STOP_TIMEOUT_SECONDS` after SIGTERM (its default is 30). */
const platformSettings = z.object({
  PORT: port,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  STOP_TIMEOUT_SECONDS: integer(2, 120).default(30),
});

/** What is kept of the stop time-out for closing after the last request was cut. */
const CLOSING_SHARE = 0.2;

/** An ALB keeps idle connections up to its own idle time-out (here at most 4,000 s); ours must outlive it. */
const KEEP_ALIVE_MS = 4_010_000;

const REQUEST_ARRIVES_MS = 60_000;

/** A connection pool that is still open must not keep a stopped service alive. */
const LINGER_MS = 500;

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
  const logger = createLogger(definition.name, process.env.LOG_LEVEL || 'info');
  try {
    const platform = readSettings(platformSettings, process.env);
    const settings = readSettings(definition.settings, process.env);
    const readiness = new Readiness();
    const service = await definition.start(settings, { logger, readiness });
    const server = await listen(service.app, platform.PORT);
    logger.info({ port: platform.PORT }, 'listening');
    stopOnSignal(server, service, { logger, readiness }, platform.STOP_TIMEOUT_SECONDS * 1000);
  } catch (error) {
    logger.fatal(startFailure(error), 'cannot start');
    process.exitCode = 2;
  }
}

function startFailure(error: unknown): object {
  if (error instanceof SettingsError) return { problems: error.problems };
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return { problems: ['PORT is in use by another process'] };
  return { err: error };
}

function listen(app: RequestListener, listenPort: number): Promise<Server> {
  const server = createServer(app);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  // Bounds how long a request may take to arrive; a response may stream for as long as it likes.
  server.requestTimeout = REQUEST_ARRIVES_MS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(listenPort, () => resolve(server));
  });
}

function stopOnSignal(
  server: Server,
  service: Service,
  { logger, readiness }: ServiceContext,
  stopTimeoutMs: number,
): void {
  const stop = async (signal: NodeJS.Signals) => {
    if (readiness.stopping) return;
    readiness.stop();
    logger.info({ signal }, 'stopping');
    const drained = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), stopTimeoutMs * (1 - CLOSING_SHARE));
    await drained;
    clearTimeout(cut);
    await service.close?.();
    logger.info('stopped');
    setTimeout(() => process.exit(), LINGER_MS).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
