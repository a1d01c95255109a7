import { Router } from 'express';

/**
 * Whether this process can serve. Sticky: once its dependencies have loaded it stays ready,
 * so that one slow dependency does not take every task out at once. Stopping ends it for good.
 */
export class Readiness {
  #loaded = false;
  #stopping = false;

  get ready(): boolean {
    return this.#loaded && !this.#stopping;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  loaded(): void {
    this.#loaded = true;
  }

  stop(): void {
    this.#stopping = true;
  }
}

/** `/healthz`: the process lives. `/readyz`: it can serve; containers and load balancers ask this one. */
export function healthRoutes(readiness: Readiness): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', (_request, response) => {
    const status = readiness.stopping ? 'stopping' : readiness.ready ? 'ready' : 'starting';
    response.status(readiness.ready ? 200 : 503).json({ status });
  });
  return router;
}
