import { type Diagnostic, type ExitCode, Failure } from '../diagnostics.ts';
import { childEnvironment } from './child-environment.ts';
import { LOOPBACK } from './listen.ts';
import { createLogSink, type LogSink } from './log-sink.ts';
import { type PlacedService, type PortMode, placeServices } from './ports.ts';
import { type RenderedEnvironment, readRendered } from './read-rendered.ts';
import { readSecrets } from './read-secrets.ts';
import { DEFAULT_RESTART_POLICY, type RestartPolicy } from './restart-policy.ts';
import { type ServiceConnectRoute, serviceConnectRoutes } from './service-connect-routes.ts';
import { ServiceGroup } from './service-group.ts';
import type { StandIn, StartModel } from './stand-in.ts';
import { SupervisedService, type Supervision } from './supervise-service.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

/** Prefix of what the server that plays Amazon Bedrock logs. */
const MODEL_NAME = 'bedrock';

export interface ChainOptions {
  /** The repository's folder. */
  readonly root: string;
  /** Relative to `root`; `environments/local` if not given. */
  readonly environmentFolder?: string;
  /** Starts the server that plays Amazon Bedrock. */
  readonly startModel: StartModel;
  /** Takes each line of log. */
  readonly output: (line: string) => void;
  /** Takes the runner's own lines instead of `output`. */
  readonly progress?: (line: string) => void;
  readonly colour?: boolean;
  readonly raw?: boolean;
  readonly ports?: PortMode;
  readonly restarts?: RestartPolicy;
  /** Stops the chain, also while it starts; `startChain` then rejects with the signal's reason. */
  readonly stopSignal?: AbortSignal;
  /** Ends every process at once. */
  readonly killSignal?: AbortSignal;
}

export interface ChainService {
  readonly name: string;
  readonly exposure: string;
  /** Where this machine reaches it; nothing for a service without a port. */
  readonly url: string | undefined;
  /** Changes when the service is started again. */
  readonly pid: number | undefined;
}

export interface ChainEnd {
  readonly exitCode: ExitCode;
  /** Why it ended, if nobody asked it to. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Chain {
  readonly project: string;
  readonly services: readonly ChainService[];
  /** Addresses of every service that is reached from outside, the pages. */
  readonly entryUrls: readonly string[];
  readonly s3: StandIn;
  readonly model: StandIn;
  /** Ends services in reverse order, then the stand-ins. Never takes much longer than ten seconds. */
  stop(): Promise<void>;
  readonly ended: Promise<ChainEnd>;
}

/** Everything that is known before anything has started. */
interface Plan {
  readonly environment: RenderedEnvironment;
  readonly services: readonly PlacedService[];
  readonly routes: readonly ServiceConnectRoute[];
  readonly secrets: ReadonlyMap<string, string>;
}

/**
 * Runs the services of a rendered environment on this machine: stand-ins for S3 and Amazon Bedrock,
 * a proxy for Service Connect, and each service's rendered command. Settles when all are healthy.
 *
 * @throws {Failure} with everything stopped again: `local/*`, exit code 2 for wrong input, else 1
 */
export async function startChain(options: ChainOptions): Promise<Chain> {
  const plan = await planChain(options);
  const names = [...plan.services.map(({ name }) => name), MODEL_NAME];
  const log = createLogSink({ ...options, names });
  const surroundings = await startSurroundings({
    seeds: plan.environment.seeds,
    routes: plan.routes,
    startModel: (standIn) =>
      options.startModel({ ...standIn, log: (line) => log.wrote(MODEL_NAME, line) }),
  });
  for (const line of surroundings.told) log.say(line);
  return runServices(plan, options, log, surroundings);
}

async function planChain(options: ChainOptions): Promise<Plan> {
  const folder = options.environmentFolder ?? 'environments/local';
  const environment = readRendered(options.root, folder);
  const secrets = readSecrets(options.root, environment.services);
  const services = await placeServices(environment.services, options.ports ?? 'rendered');
  return { environment, services, secrets, routes: serviceConnectRoutes(services) };
}

async function runServices(
  plan: Plan,
  options: ChainOptions,
  log: LogSink,
  surroundings: Surroundings,
): Promise<Chain> {
  const { stopSignal, killSignal, restarts = DEFAULT_RESTART_POLICY } = options;
  const { promise: ended, resolve: end } = Promise.withResolvers<ChainEnd>();
  const supervision: Supervision = {
    log,
    restarts,
    guard: surroundings.guard,
    gaveUp: (diagnostic) => void stop([diagnostic]),
  };
  const { region } = plan.environment;
  const platform = { region, secrets: plan.secrets, ...surroundings.urls };
  const services = plan.services.map(
    (service) => new SupervisedService(service, childEnvironment(service, platform), supervision),
  );
  const group = new ServiceGroup(services);

  let stopped: Promise<void> | undefined;
  const stop = (diagnostics: readonly Diagnostic[] = []) => {
    stopped ??= group
      .stop()
      .then(() => surroundings.close())
      .then(() => end({ exitCode: diagnostics.length > 0 ? 1 : 0, diagnostics }));
    return stopped;
  };
  onAbort(stopSignal, () => void stop());
  onAbort(killSignal, () => group.kill());
  const failed = await group.start().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (failed || stopped) {
    await stop();
    throw await whyNotStarted(failed?.error, ended, stopSignal);
  }
  const described = services.map(chainService);
  return {
    project: plan.environment.project,
    services: described,
    entryUrls: described.flatMap(({ exposure, url }) =>
      exposure === 'internal' || url === undefined ? [] : [url],
    ),
    s3: surroundings.s3,
    model: surroundings.model,
    stop: () => stop(),
    ended,
  };
}

/** A wish to stop comes first; then a service that died too often, since the others stopped for it. */
async function whyNotStarted(
  error: unknown,
  ended: Promise<ChainEnd>,
  stopSignal: AbortSignal | undefined,
): Promise<unknown> {
  if (stopSignal?.aborted) return stopSignal.reason;
  const { exitCode, diagnostics } = await ended;
  return diagnostics.length > 0 ? new Failure(diagnostics, exitCode) : error;
}

function chainService(service: SupervisedService): ChainService {
  const { name, exposure, hostPorts } = service.definition;
  const [port] = hostPorts.values();
  // People open `localhost`; programs get the address that the service listens on.
  const host = exposure === 'internal' ? LOOPBACK : 'localhost';
  return {
    name,
    exposure,
    url: port === undefined ? undefined : `http://${host}:${port}`,
    get pid() {
      return service.pid;
    },
  };
}

function onAbort(signal: AbortSignal | undefined, act: () => void): void {
  if (signal?.aborted) act();
  else signal?.addEventListener('abort', act, { once: true });
}
