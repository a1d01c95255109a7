import { type Diagnostic, type DiagnosticCode, isError } from '../../diagnostics.ts';
import type { Clock } from '../aws/clock.ts';

/** What a client has to get through, from the outside in. A server greets in one of two ways. */
export type LayerName =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'http'
  | 'initialize'
  | 'discover'
  | 'tools'
  | 'call'
  | 'contract';

/** What was found, for programs; its members depend on the layer. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Layer {
  readonly name: LayerName;
  readonly state: 'ok' | 'warned' | 'failed';
  readonly milliseconds: number;
  /** What was found, in a few words. */
  readonly says: string;
  readonly facts: Facts;
  /** Why it failed, or what is worth a look although it works. */
  readonly finding?: Diagnostic;
}

/** What a layer answers when it works. */
export interface Found {
  readonly says: string;
  readonly facts?: Facts;
  readonly warning?: Diagnostic;
}

export const warningOf = (code: DiagnosticCode, message: string, hint: string): Diagnostic => ({
  code,
  severity: 'warning',
  message,
  hint,
});

/** That a layer does not work; those further in are not tried. */
export class LayerError extends Error {
  readonly finding: Diagnostic;
  readonly facts: Facts;

  constructor(code: DiagnosticCode, message: string, hint: string, facts: Facts = {}) {
    super(message);
    this.finding = { code, severity: 'error', message: oneLine(message), hint };
    this.facts = facts;
  }
}

/** Servers say some of a message, and a line break or escape in it could be obeyed where it is printed. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');

/** The layers that were reached, each timed. */
export class LayerLog {
  readonly layers: Layer[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Goes through a layer and keeps what it found.
   *
   * @throws {LayerError} the layer's own, which is kept too
   */
  async step<Result extends Found>(name: LayerName, work: () => Promise<Result>): Promise<Result> {
    const began = this.#clock.now();
    try {
      const found = await work();
      this.passed(name, this.#clock.now() - began, found);
      return found;
    } catch (error) {
      if (error instanceof LayerError) this.failed(name, this.#clock.now() - began, error);
      throw error;
    }
  }

  passed(name: LayerName, milliseconds: number, { says, facts = {}, warning }: Found): void {
    const state = warning ? 'warned' : 'ok';
    const finding = warning && { finding: warning };
    this.layers.push({ name, state, milliseconds, says, facts, ...finding });
  }

  failed(name: LayerName, milliseconds: number, { finding, facts }: LayerError): void {
    this.layers.push({
      name,
      state: 'failed',
      milliseconds,
      says: finding.message,
      facts,
      finding,
    });
  }
}

/** What a client saw of a server. */
export interface ProbeReport {
  /** The address without what may be secret in it: no query. */
  readonly url: string;
  readonly isHealthy: boolean;
  /** Those that were reached, in order. */
  readonly layers: readonly Layer[];
}

export function reportOf(url: URL, layers: readonly Layer[]): ProbeReport {
  const isHealthy = layers.every(({ finding }) => !finding || !isError(finding));
  return { url: `${url.origin}${url.pathname}`, isHealthy, layers };
}

export const findingsOf = ({ layers }: ProbeReport): Diagnostic[] =>
  layers.flatMap(({ finding }) => finding ?? []);
