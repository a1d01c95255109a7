import { isIP } from 'node:net';
import { Failure } from '../../diagnostics.ts';

/**
 * Reads the address of a server.
 *
 * @throws {Failure} `probe/url` when it is no `http:` or `https:` address, or one with a password
 */
export function readProbeUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw refused(`${JSON.stringify(text)} is no address`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused(`the address begins with \`${url.protocol}\`, which is not spoken here`);
  }
  if (url.username || url.password) {
    throw refused('the address holds a name or password, which ends up in logs');
  }
  return url;
}

const refused = (message: string): Failure =>
  new Failure([
    {
      code: 'probe/url',
      severity: 'error',
      message,
      hint: 'give the whole address, such as https://tools.example.com/mcp; a token goes into MCP_TOKEN',
    },
  ]);

/** The host as sockets take it: an IPv6 address without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

/** Whether what is sent stays on this machine. */
export function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
