import type { Layer, ProbeReport } from '../deploy/probe/layers.ts';
import { visibleText } from './visible-text.ts';

const NAMES: Readonly<Record<Layer['name'], string>> = {
  dns: 'DNS',
  connect: 'connect',
  tls: 'TLS',
  http: 'HTTP',
  initialize: 'initialize',
  discover: 'discover',
  tools: 'tools/list',
  call: 'tools/call',
  contract: 'contract',
};

const STATES: Readonly<Record<Layer['state'], string>> = {
  ok: 'ok',
  warned: 'warning',
  failed: 'failed',
};

/** What a client saw, a line for each layer that was reached. Servers say some of it, so nothing in it is obeyed. */
export function drawProbe({ url, isHealthy, layers }: ProbeReport): string {
  const width = Math.max(...layers.map(({ name }) => NAMES[name].length));
  const lines = layers.map((layer) => {
    const { name, state, milliseconds, says } = layer;
    const time = `${Math.round(milliseconds)} ms`.padStart(9);
    return `  ${STATES[state].padEnd(7)}  ${NAMES[name].padEnd(width)}${time}  ${visibleText(says)}`;
  });
  const last = layers.at(-1);
  const title = isHealthy || !last ? 'answers' : `fails at ${NAMES[last.name]}`;
  return [`${visibleText(url)} ${title}`, ...lines].join('\n');
}
