import type { Memory } from './memory.ts';
import type { Moto } from './moto.ts';
import type { WireAnswer } from './wire/answer.ts';
import type { WireRequest } from './wire/wire-request.ts';

/** One request on its way through the proxy. */
export interface Exchange {
  readonly request: WireRequest;
  /** What was asked, as the operation's input. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly moto: Moto;
  /** What moto does not keep. */
  readonly memory: Memory;
  readonly place: Place;
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Where the proxy does not just hand a request on to moto. */
export interface Patch {
  /** Signing name of the service. */
  readonly service: string;
  readonly operations: readonly string[] | 'all';
  /** What moto lacks or gets wrong. */
  readonly reason: string;
  readonly answer: (exchange: Exchange) => Promise<WireAnswer> | WireAnswer;
}
