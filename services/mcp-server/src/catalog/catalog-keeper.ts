import type { Logger } from '@mcp-on-ecs/shared/logger.ts';
import type { Readiness } from '@mcp-on-ecs/shared/readiness.ts';
import { indexProducts, type ProductIndex } from '../search/product-index.ts';
import { parseCatalog } from './parse-catalog.ts';
import { type CatalogSource, describeFailure, type Fetched } from './s3-source.ts';

/** Longer than the slowest sensible download, so that a hanging one does not end all refreshing. */
const FETCH_LIMIT_MS = 20_000;

/** While there is no catalog at all, waits start here and double up to the refresh interval. */
const FIRST_RETRY_MS = 500;

/** The catalog in use. */
export interface Catalog {
  /** Undefined until the first catalog has loaded. */
  readonly current: ProductIndex | undefined;
}

export interface CatalogKeeping {
  readonly source: CatalogSource;
  readonly refreshMs: number;
  readonly logger: Logger;
  readonly readiness: Readiness;
}

/**
 * Keeps the last good catalog. A new one that is broken, or a source that is out of reach, never
 * takes a good one away; each is logged once, not at every refresh.
 */
export class CatalogKeeper implements Catalog {
  readonly #given: CatalogKeeping;
  readonly #stopped = new AbortController();
  #current: ProductIndex | undefined;
  #seenEtag: string | undefined;
  #failure: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(given: CatalogKeeping) {
    this.#given = given;
  }

  get current(): ProductIndex | undefined {
    return this.#current;
  }

  /** Fetches now, and from then on again and again. */
  start(): void {
    void this.#refreshAndPlan(FIRST_RETRY_MS);
  }

  close(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    this.#given.source.close();
  }

  /** The next refresh is planned when the last has ended, so they can't pile up. */
  async #refreshAndPlan(retryMs: number): Promise<void> {
    await this.refresh();
    if (this.#stopped.signal.aborted) return;
    const { refreshMs } = this.#given;
    const waitMs = this.#current ? refreshMs : Math.min(retryMs, refreshMs);
    this.#timer = setTimeout(() => void this.#refreshAndPlan(waitMs * 2), waitMs).unref();
  }

  /** Fetches once. Never throws: what went wrong is in the log. */
  async refresh(): Promise<void> {
    const { source, logger } = this.#given;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(FETCH_LIMIT_MS)]);
    try {
      const fetched = await source.fetch(this.#seenEtag, signal);
      if (this.#failure !== undefined) logger.info('catalog can be read again');
      this.#failure = undefined;
      if (fetched.status !== 'unchanged') this.#take(fetched);
    } catch (error) {
      this.#reportFailure(describeFailure(error));
    }
  }

  #take(fetched: Exclude<Fetched, { status: 'unchanged' }>): void {
    const { logger, readiness } = this.#given;
    const { etag } = fetched;
    // A refused object is remembered as well: it is neither fetched nor reported twice.
    this.#seenEtag = etag;
    const parsed =
      fetched.status === 'changed'
        ? parseCatalog(fetched.bytes)
        : { problems: ['the object is too large for a catalog'] };
    if ('problems' in parsed) {
      const serving = this.#current ? 'the last good catalog' : 'nothing';
      logger.error({ etag, problems: parsed.problems, serving }, 'catalog refused');
      return;
    }
    this.#current = indexProducts(parsed.products);
    readiness.loaded();
    logger.info({ etag, products: parsed.products.length }, 'catalog loaded');
  }

  #reportFailure(reason: string): void {
    if (this.#stopped.signal.aborted || reason === this.#failure) return;
    this.#failure = reason;
    const serving = this.#current ? 'the last good catalog' : 'nothing';
    this.#given.logger.error({ reason, serving }, 'catalog cannot be read');
  }
}
