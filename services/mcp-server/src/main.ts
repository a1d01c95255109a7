import { runService } from '@mcp-on-ecs/shared/run-service.ts';
import { CatalogKeeper } from './catalog/catalog-keeper.ts';
import { s3Source } from './catalog/s3-source.ts';
import { createApp } from './create-app.ts';
import { serverSettings } from './settings.ts';

await runService({
  name: 'mcp-server',
  settings: serverSettings,
  start(settings, { logger, readiness }) {
    const catalog = new CatalogKeeper({
      source: s3Source({ bucket: settings.CATALOG_BUCKET, key: settings.CATALOG_KEY }),
      refreshMs: settings.CATALOG_REFRESH_SECONDS * 1000,
      logger,
      readiness,
    });
    // Not awaited: a catalog that is out of reach must not hide that this process lives.
    catalog.start();
    return {
      app: createApp(settings, { catalog, logger, readiness }),
      close: () => catalog.close(),
    };
  },
});
