import { devNull } from 'node:os';
import { delimiter, dirname } from 'node:path';
import type { RenderedService } from './read-rendered.ts';

/** What the platform gives to every service besides its task definition. */
export interface Platform {
  readonly region: string;
  readonly s3Url: string;
  readonly modelUrl: string;
  readonly serviceConnectUrl: string;
  readonly secrets: ReadonlyMap<string, string>;
}

/**
 * The whole environment of one service's process: nothing of the developer's own shell but PATH
 * and HOME, so that a profile, a token or a proxy of theirs never makes the laptop differ.
 */
export function childEnvironment(
  service: RenderedService,
  platform: Platform,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return {
    // The running Node first, or `node` could be whatever the machine has.
    PATH: [dirname(process.execPath), inherited.PATH].filter(Boolean).join(delimiter),
    ...(inherited.HOME && { HOME: inherited.HOME }),
    ...awsEnvironment(platform),
    ...(service.serviceConnect.enabled && proxyEnvironment(platform.serviceConnectUrl)),
    ...service.environment,
    ...Object.fromEntries(service.secrets.map((name) => [name, platform.secrets.get(name) ?? ''])),
  };
}

/** Read by every AWS SDK by itself. The keys are no secret: the stand-ins do not look at them. */
function awsEnvironment({ region, s3Url, modelUrl }: Platform): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_S3: s3Url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: modelUrl,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

/** Both spellings: Node reads either, other runtimes only one of them. */
function proxyEnvironment(url: string): Record<string, string> {
  const direct = '127.0.0.1,localhost';
  return {
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: url,
    http_proxy: url,
    NO_PROXY: direct,
    no_proxy: direct,
  };
}
