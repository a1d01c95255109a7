import { runService, type Service, type ServiceContext } from '@mcp-on-ecs/shared/run-service.ts';
import { createApp } from './app.ts';
import { bedrockModel, createBedrockClient } from './model/bedrock-model.ts';
import { type AgentSettings, agentSettings } from './settings.ts';
import { becomeReady } from './tools/become-ready.ts';
import { McpTools } from './tools/mcp-tools.ts';

await runService({ name: 'agent', settings: agentSettings, start });

async function start(settings: AgentSettings, context: ServiceContext): Promise<Service> {
  const client = createBedrockClient(settings.REQUEST_TIMEOUT_SECONDS * 1000);
  // A missing region must stop the start, not the first question.
  await client.config.region();
  const model = bedrockModel(client, {
    modelId: settings.MODEL_ID,
    maxTokens: settings.MAX_OUTPUT_TOKENS,
  });
  const tools = mcpTools(settings, context);
  const stopping = new AbortController();
  void becomeReady(tools, context, stopping.signal);
  return {
    app: createApp(settings, { ...context, model, tools }),
    close: async () => {
      stopping.abort();
      await tools.close();
      client.destroy();
    },
  };
}

function mcpTools(settings: AgentSettings, { logger }: ServiceContext): McpTools {
  const limits = {
    callMs: settings.TOOL_TIMEOUT_SECONDS * 1000,
    cacheMs: settings.TOOLS_CACHE_SECONDS * 1000,
    resultCharacters: settings.MAX_TOOL_RESULT_CHARACTERS,
  };
  return new McpTools(settings.MCP_SERVER_URL, limits, logger);
}
