import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { beforeDeadline } from './before-deadline.ts';
import { type Facts, type Found, LayerError, warningOf } from './layers.ts';
import { hostOf } from './probe-url.ts';
import { inTime, type Limit } from './reach-host.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What a certificate is held against. */
export interface Validity {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** With fewer days left than these it warns. */
  readonly minDays: number;
}

/** Speaks TLS over a connection and looks at the certificate as a client does. */
export async function inspectTls(
  url: URL,
  socket: Socket,
  { now, minDays }: Validity,
  limit: Limit,
): Promise<Found> {
  const host = hostOf(url);
  const secure = connect({
    socket,
    host,
    // RFC 6066: a server name is no address.
    ...(isIP(host) === 0 && { servername: host }),
    // A bad certificate is to be looked at, not only refused.
    rejectUnauthorized: false,
  });
  await handshake(secure, host, limit);
  const certificate = secure.getPeerCertificate();
  const facts = factsOf(secure, certificate, now);
  if (!secure.authorized) throw notValid(host, secure, certificate, facts);
  const { protocol, issuer, daysLeft } = facts;
  const says = `${protocol}, certificate of ${issuer}, ${daysLeft} days left`;
  return { says, facts, ...(daysLeft < minDays && { warning: expiresSoon(host, facts) }) };
}

async function handshake(secure: TLSSocket, host: string, limit: Limit): Promise<void> {
  const fail = (what: string) =>
    new LayerError('probe/tls', `${host} ${what}`, 'look whether the port is one for HTTPS');
  const done = once(secure, 'secureConnect').catch((error: NodeJS.ErrnoException) => {
    throw fail(`does not speak TLS with us (${error.code ?? error.message})`);
  });
  const late = () => fail(`did not finish the TLS handshake ${inTime(limit)}`);
  await beforeDeadline(limit.deadline, done, late);
}

function factsOf(
  secure: TLSSocket,
  { issuer, subjectaltname, valid_to }: PeerCertificate,
  now: number,
) {
  const validTo = new Date(valid_to);
  return {
    protocol: secure.getProtocol() ?? 'TLS',
    issuer: [issuer?.O ?? issuer?.CN ?? 'an unknown issuer'].flat().join(', '),
    names: subjectaltname ?? '',
    validTo: validTo.toISOString(),
    daysLeft: Math.floor((validTo.getTime() - now) / DAY),
  };
}

type TlsFacts = ReturnType<typeof factsOf>;

const RENEW = 'renew it; ACM renews by itself only while its DNS validation record is there';

/** What is wrong, by the codes of OpenSSL and Node. */
const PROBLEMS: Readonly<Record<string, (facts: TlsFacts) => readonly [string, string]>> = {
  CERT_HAS_EXPIRED: ({ validTo }) => [`expired on ${validTo.slice(0, 10)}`, RENEW],
  CERT_NOT_YET_VALID: () => ['is not valid yet', 'look at the clock of this machine'],
  ERR_TLS_CERT_ALTNAME_INVALID: ({ names }) => [
    `is for ${names || 'no name'}, not for this host`,
    'use the name that the certificate is for, or have one made for this one',
  ],
};

function notValid(
  host: string,
  { authorizationError }: TLSSocket,
  _certificate: PeerCertificate,
  facts: TlsFacts,
): LayerError {
  // Typed as an Error, and in truth the error's code.
  const code = String(authorizationError);
  const [what, hint] = PROBLEMS[code]?.(facts) ?? [
    `is not trusted (${code})`,
    'serve the whole chain; for an authority of your own set NODE_EXTRA_CA_CERTS to its certificate',
  ];
  const told: Facts = { ...facts, problem: code };
  return new LayerError('probe/tls', `the certificate of ${host} ${what}`, hint, told);
}

const expiresSoon = (host: string, { daysLeft, validTo }: TlsFacts) =>
  warningOf(
    'probe/tls',
    `the certificate of ${host} is valid for ${daysLeft} more days, until ${validTo.slice(0, 10)}`,
    RENEW,
  );
