import { type DiagnosticCode, Failure } from '../../diagnostics.ts';
import { type Contract, parseContract } from '../../render/contract.ts';
import { serviceStep } from '../../wiring/read-manifest.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import type { ProbeReport } from '../probe/layers.ts';
import { probeServer } from '../probe/probe-server.ts';
import type { HealthTarget } from './health-target.ts';
import { probeInside } from './probe-inside.ts';

export interface ProbeOptions {
  /** Where MCP is served to the outside, for a service that is exposed. */
  readonly url?: string;
  /** Bearer token, where the outside asks for one. */
  readonly token?: string;
}

export interface Probed {
  readonly service: string;
  /** Nothing to ask: the service has no contract, or no tasks run. */
  readonly from: 'inside' | 'outside' | 'nowhere';
  /** Tasks that were asked one by one. */
  readonly tasks?: number;
  readonly report?: ProbeReport;
}

/** Milliseconds in which names and certificates of a new endpoint become known everywhere. */
const SPREADING = 300_000;

/** Milliseconds for one probe from outside. */
const TIMEOUT = 20_000;

/**
 * Asks a server for its tools, as its clients reach it, and holds them against the committed contract:
 * from here where it is exposed, from inside its VPC where it is not.
 *
 * @throws {Failure} `deploy/contract` with what differs or does not answer
 */
export async function probeService(
  deployment: Deployment,
  target: HealthTarget,
  options: ProbeOptions = {},
): Promise<Probed> {
  const { service } = target;
  const contract = contractOf(deployment, service);
  if (!contract) return { service, from: 'nowhere' };
  const tell = (state: 'working' | 'done' | 'failed', text: string) =>
    deployment.progress({
      id: `service ${service} probe`,
      parent: `service ${service}`,
      state,
      text,
    });
  tell('working', 'asking for its tools');
  try {
    const probed = options.url
      ? await probeOutside(deployment, service, contract, { ...options, url: options.url })
      : await fromInside(deployment, target, contract);
    tell('done', says(probed, contract));
    return probed;
  } catch (error) {
    tell('failed', 'its tools are not as in the contract');
    throw error;
  }
}

const says = ({ from, tasks }: Probed, { tools }: Contract): string =>
  from === 'nowhere'
    ? 'no tasks run, so there is nothing to ask'
    : `${tools.length} tools as in the contract${tasks ? `, on ${tasks} tasks` : ''}`;

/** The contract of the release; nothing for a service that has none. */
export function contractOf({ release }: Deployment, service: string): Contract | undefined {
  const path = serviceStep(release.manifest, service)?.contract;
  const text = path && release.texts.get(path);
  return path && text ? parseContract(path, text).contract : undefined;
}

async function fromInside(
  deployment: Deployment,
  target: HealthTarget,
  contract: Contract,
): Promise<Probed> {
  const { tasks } = await probeInside(deployment, target, contract);
  return { service: target.service, from: tasks === 0 ? 'nowhere' : 'inside', tasks };
}

/** An endpoint that is minutes old may not be known everywhere; what answers otherwise is told at once. */
async function probeOutside(
  { aws }: Deployment,
  service: string,
  contract: Contract,
  { url, token }: ProbeOptions & { readonly url: string },
): Promise<Probed> {
  let report: ProbeReport | undefined;
  await poll(aws.clock, aws.clock.now() + SPREADING, async () => {
    report = await probeServer({ url, contract, timeout: TIMEOUT, ...(token && { token }) });
    return EARLY.has(failedLayer(report)?.finding?.code) ? undefined : report;
  });
  const failure = report && failedLayer(report)?.finding;
  if (!report || failure) {
    const message = `${service} at ${url}: ${failure?.message ?? 'no answer'}`;
    throw new Failure([finding('deploy/contract', message, failure?.hint)], 1);
  }
  return { service, from: 'outside', report };
}

/** What works a while later. */
const EARLY: ReadonlySet<string | undefined> = new Set<DiagnosticCode>([
  'probe/dns',
  'probe/connect',
  'probe/tls',
  'probe/http',
]);

const failedLayer = ({ layers }: ProbeReport) => layers.find(({ state }) => state === 'failed');
