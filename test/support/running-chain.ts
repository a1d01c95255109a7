import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Faults } from '../../generator/local/bedrock/faults.ts';
import { startBedrockStandIn } from '../../generator/local/bedrock/server.ts';
import { type Chain, startChain } from '../../generator/local/start-chain.ts';
import { readEventStream } from '../../services/ui/src/event-stream.ts';
import { repository } from './scratch.ts';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly in_stock: boolean;
  readonly features: readonly string[];
}

/** Every product of the sample catalog: the truth that answers are held against. */
export const catalog: readonly Product[] = JSON.parse(
  readFileSync(join(repository, 'sample-data/product-catalog.json'), 'utf8'),
).products;

export const idsWhere = (matches: (product: Product) => boolean): string[] =>
  catalog
    .filter(matches)
    .map(({ id }) => id)
    .sort();

export interface RunningChain {
  readonly chain: Chain;
  /** What shall go wrong at the model; used up by the next requests. */
  readonly faults: Faults;
  readonly urlOf: (service: string) => string;
  readonly log: readonly string[];
}

/** The chain of the rendered `local` environment on free ports. Whoever starts it stops it. */
export async function runChain(root = repository): Promise<RunningChain> {
  const faults: Faults = {};
  const log: string[] = [];
  const chain = await startChain({
    root,
    ports: 'free',
    output: (line) => log.push(line),
    startModel: (options) => startBedrockStandIn({ ...options, faults, delayMs: 0 }),
  });
  const urlOf = (service: string) => {
    const url = chain.services.find(({ name }) => name === service)?.url;
    if (!url) throw new Error(`no service ${service} in the chain`);
    return url;
  };
  return { chain, faults, urlOf, log };
}

/** Starts the chain before the tests of a file and stops it after them. */
export function chainOfThisFile(): RunningChain {
  let running: RunningChain | undefined;
  before(async () => {
    running = await runChain();
  });
  after(() => running?.chain.stop());
  const started = () => {
    if (!running) throw new Error('the chain has not started');
    return running;
  };
  return {
    get chain() {
      return started().chain;
    },
    get faults() {
      return started().faults;
    },
    get log() {
      return started().log;
    },
    urlOf: (service) => started().urlOf(service),
  };
}

export interface StreamEvent {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** A visitor of the page: keeps its cookie, asks, and reads the whole stream. */
export class Visitor {
  readonly #page: string;
  #cookie = '';

  constructor(page: string) {
    this.#page = page;
  }

  async ask(message: string): Promise<StreamEvent[]> {
    const response = await fetch(`${this.#page}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      body: JSON.stringify({ message }),
      signal: AbortSignal.timeout(30_000),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    if (!response.ok || !response.body) {
      const { error } = (await response.json()) as { error: Record<string, unknown> };
      return [{ event: 'error', data: error }];
    }
    const events: StreamEvent[] = [];
    for await (const item of readEventStream(response.body.pipeThrough(new TextDecoderStream()))) {
      if (item.kind === 'event') events.push({ event: item.event, data: JSON.parse(item.data) });
    }
    return events;
  }
}

export const textOf = (events: readonly StreamEvent[]): string =>
  events
    .filter(({ event }) => event === 'text')
    .map(({ data }) => data.text)
    .join('');

/** Ids of the products that an answer names, by name or id. */
export const productsNamedIn = (text: string): string[] =>
  idsWhere(({ id, name }) => text.includes(name) || new RegExp(`\\b${id}\\b`).test(text));

export const lastEvent = (events: readonly StreamEvent[]): StreamEvent =>
  events.at(-1) ?? { event: 'none', data: {} };
