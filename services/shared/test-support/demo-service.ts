import express from 'express';
import { z } from 'zod';
import { healthRoutes } from '../src/readiness.ts';
import { runService } from '../src/run-service.ts';

/** A service as small as one can be: `/wait` answers after some time, `/stream` starts at once. */
await runService({
  name: 'demo',
  settings: z.object({ GREETING: z.string(), BREAK: z.string().optional() }),
  start(settings, { logger, readiness }) {
    if (settings.BREAK === 'start') throw new Error('broken at the start');
    const app = express();
    app.use(healthRoutes(readiness));
    app.get('/wait', (request, response) => {
      setTimeout(() => response.send(settings.GREETING), Number(request.query.ms));
    });
    app.get('/stream', (request, response) => {
      response.write('first ');
      setTimeout(() => response.end('last'), Number(request.query.ms));
    });
    readiness.loaded();
    const ownTimer = setInterval(() => {}, 1000);
    return {
      app,
      close() {
        logger.info('closed');
        if (settings.BREAK === 'close') throw new Error('broken at the end');
        if (settings.BREAK === 'hang') return new Promise(() => {});
        clearInterval(ownTimer);
        return undefined;
      },
    };
  },
});
