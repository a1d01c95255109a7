import { basename } from 'node:path';
import type { Platform } from './child-environment.ts';
import { type OrphanGuard, startOrphanGuard } from './orphan-guard.ts';
import type { Seed } from './read-rendered.ts';
import { startS3StandIn } from './s3-stand-in.ts';
import { startServiceConnectProxy } from './service-connect-proxy.ts';
import type { ServiceConnectRoute } from './service-connect-routes.ts';
import { type StandIn, type StartModel, startModelStandIn } from './stand-in.ts';

/** What stands around the services on this machine, where on AWS the platform does. */
export interface Surroundings {
  readonly s3: StandIn;
  readonly model: StandIn;
  readonly guard: OrphanGuard;
  readonly urls: Pick<Platform, 's3Url' | 'modelUrl' | 'serviceConnectUrl'>;
  /** What is worth telling a person, a line each. */
  readonly told: readonly string[];
  close(): Promise<void>;
}

export async function startSurroundings(parts: {
  readonly seeds: readonly Seed[];
  readonly routes: readonly ServiceConnectRoute[];
  readonly startModel: StartModel;
}): Promise<Surroundings> {
  const open: (() => Promise<void> | void)[] = [];
  const close = async () => {
    await Promise.all(open.map((end) => end()));
  };
  try {
    const s3 = await startS3StandIn(parts.seeds);
    open.push(s3.stop);
    const model = await startModelStandIn(parts.startModel);
    open.push(model.stop);
    const serviceConnect = await startServiceConnectProxy(parts.routes);
    open.push(serviceConnect.close);
    const guard = startOrphanGuard();
    open.push(guard.close);
    const files = parts.seeds.map(({ file }) => basename(file)).join(', ') || 'nothing';
    return {
      s3,
      model,
      guard,
      urls: { s3Url: s3.url, modelUrl: model.url, serviceConnectUrl: serviceConnect.url },
      told: [
        `S3 stand-in on ${s3.url}, filled with ${files}`,
        `Amazon Bedrock stand-in on ${model.url}`,
      ],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
