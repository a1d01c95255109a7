import type { Task } from '@aws-sdk/client-ecs';
import type { Wiring } from '../../wiring/wiring.ts';

/** How clients of a server inside the VPC reach each of its tasks. */
export interface WayIn {
  /** Port of the container, where a task is met without Service Connect. */
  readonly port: number;
  /** Host header that clients send, such as `search:8080`; servers may refuse any other. */
  readonly host: string;
  readonly path: string;
}

/** Where MCP is served unless a client's configuration says otherwise. */
const USUAL_PATH = '/mcp';

/** Nothing for a service that listens nowhere. */
export function wayIn({ services, calls }: Wiring, service: string): WayIn | undefined {
  const server = services.find(({ name }) => name === service);
  const entry = server?.entries[0];
  const mappings = server?.containers.flatMap(({ portMappings = [] }) => portMappings) ?? [];
  const port = entry?.ingressPort ?? mappings[0]?.containerPort;
  if (port === undefined) return undefined;
  const alias = entry?.aliases[0];
  // Servers that check the Host header take the loopback names of old.
  const host = alias ? `${alias.host}:${alias.port}` : `localhost:${port}`;
  const call = calls.find(({ target }) => target?.server.name === service);
  return { port, host, path: call ? pathOf(call) : USUAL_PATH };
}

/** The path of the URL by which a client calls. */
function pathOf({ caller, variable }: Wiring['calls'][number]): string {
  const value = caller.containers
    .flatMap(({ environment = [] }) => environment)
    .find(({ name }) => name === variable)?.value;
  const path = value && URL.canParse(value) ? new URL(value).pathname : '/';
  return path === '/' ? USUAL_PATH : path;
}

/** The address of a task in the VPC; nothing while it has none. */
export function addressOf({ attachments = [], containers = [] }: Task): string | undefined {
  const details = attachments.flatMap(({ type, details = [] }) =>
    type === 'ElasticNetworkInterface' ? details : [],
  );
  const attached = details.find(({ name }) => name === 'privateIPv4Address')?.value;
  const interfaces = containers.flatMap(({ networkInterfaces = [] }) => networkInterfaces);
  return (
    attached ?? interfaces.find(({ privateIpv4Address }) => privateIpv4Address)?.privateIpv4Address
  );
}
