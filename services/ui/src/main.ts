import { runService } from '@mcp-on-ecs/shared/run-service.ts';
import { createApp } from './app.ts';
import { uiSettings } from './ui-settings.ts';

await runService({
  name: 'ui',
  settings: uiSettings,
  start: (settings, { logger, readiness }) => {
    // Without the agent the page still opens and says what is wrong, so nothing else has to be up first.
    readiness.loaded();
    return { app: createApp(settings, { logger, readiness }) };
  },
});
