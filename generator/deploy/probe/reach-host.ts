import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, type LookupFunction, type Socket } from 'node:net';
import { beforeDeadline } from './before-deadline.ts';
import { type Found, LayerError } from './layers.ts';
import { hostOf, portOf } from './probe-url.ts';

/** What ends a probe, and after how many milliseconds that is, for messages. */
export interface Limit {
  readonly deadline: AbortSignal;
  readonly timeout: number;
}

export const inTime = ({ timeout }: Limit): string => `within ${timeout / 1000} s`;

/** The addresses that a host's name has, by the machine's own resolver. */
export async function resolveHost(
  url: URL,
  limit: Limit,
): Promise<Found & { readonly addresses: readonly LookupAddress[] }> {
  const host = hostOf(url);
  const late = () => unresolved(host, `was not resolved ${inTime(limit)}`);
  const addresses = await beforeDeadline(
    limit.deadline,
    lookup(host, { all: true }).catch((error: NodeJS.ErrnoException) => {
      throw unresolved(host, `has no address (${error.code ?? error.message})`);
    }),
    late,
  );
  const texts = addresses.map(({ address }) => address);
  return { says: texts.join(', '), facts: { addresses: texts }, addresses };
}

const unresolved = (host: string, what: string) =>
  new LayerError(
    'probe/dns',
    `the name ${host} ${what}`,
    'look for a spelling mistake, and whether the DNS record was made and is public',
  );

/** Opens a TCP connection, to whichever address answers first. */
export async function connectHost(
  url: URL,
  addresses: readonly LookupAddress[] | undefined,
  limit: Limit,
): Promise<Found & { readonly socket: Socket }> {
  const [host, port] = [hostOf(url), portOf(url)];
  const socket = connect({ host, port, ...(addresses && { lookup: known(addresses) }) });
  const fail = (what: string) =>
    new LayerError(
      'probe/connect',
      `${host} ${what} on port ${port}`,
      'look whether the service runs, whether the port is right, and whether its security groups let this machine in',
    );
  const connected = once(socket, 'connect').catch((error: NodeJS.ErrnoException) => {
    throw fail(`takes no connection (${error.code ?? error.message})`);
  });
  const late = () => fail(`did not take a connection ${inTime(limit)}`);
  try {
    await beforeDeadline(limit.deadline, connected, late);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const { remoteAddress: address = host } = socket;
  return { says: `${address} port ${port}`, facts: { address, port }, socket };
}

/** Asks nobody a second time, so that what is connected to is what the first layer showed. */
const known =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
