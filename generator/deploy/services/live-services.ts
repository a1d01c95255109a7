import { ClusterNotFoundException } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { type Deployment, tagsOf } from '../deployment.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { describeServices, listServices, withExpress } from './describe-services.ts';
import { type LiveService, type LiveServices, runningRevision } from './live-service.ts';
import { readScaling } from './read-scaling.ts';
import { describeTaskDefinition } from './task-definitions.ts';
import { clusterOf, type WantedService, wantedServices } from './wanted-service.ts';

export interface ReadOptions {
  /** ARN of the revision that a service is to run, by service, as a rollback has it. */
  readonly revisions?: ReadonlyMap<string, string>;
  /** Only these of the rendered services. */
  readonly only?: readonly string[];
}

/** The services of an environment as they stand. Where there is no cluster yet, there are none. */
export async function readLiveServices(
  deployment: Deployment,
  outputs: Outputs,
  options: ReadOptions = {},
): Promise<LiveServices> {
  const { release, aws } = deployment;
  const wanted = wantedServices(release, outputs);
  const cluster = clusterOf(release, wanted);
  try {
    return {
      services: await readRendered(aws, cluster, wanted, options),
      removed: options.only ? [] : await readRemoved(deployment, cluster, wanted),
    };
  } catch (error) {
    if (!(error instanceof ClusterNotFoundException)) throw error;
    return { services: wanted.map(({ name }) => ({ name })), removed: [] };
  }
}

async function readRendered(
  aws: Aws,
  cluster: string,
  all: readonly WantedService[],
  { revisions, only }: ReadOptions,
): Promise<LiveService[]> {
  const wanted = all.filter(({ name }) => only?.includes(name) ?? true);
  const names = wanted.map(({ serviceName }) => serviceName);
  const services = await describeServices(aws, cluster, names);
  const scalings = await readScaling(aws, cluster, names);
  return Promise.all(
    wanted.map(async ({ name, serviceName, task }) => {
      const own = await withExpress(aws, name, services.get(serviceName));
      const scaling = scalings.get(serviceName);
      const known = await readRevisions(aws, own, task.family ?? '', revisions?.get(name));
      return { ...own, ...known, ...(scaling && { scaling }) };
    }),
  );
}

async function readRevisions(
  aws: Aws,
  own: LiveService,
  family: string,
  askedArn: string | undefined,
): Promise<Pick<LiveService, 'latest' | 'running' | 'asked'>> {
  const latest = await describeTaskDefinition(aws, family);
  const describe = async (arn: string | undefined) => {
    if (arn === undefined) return undefined;
    return arn === latest?.arn ? latest : describeTaskDefinition(aws, arn);
  };
  const running = await describe(runningRevision(own));
  const asked = await describe(askedArn);
  return { ...(latest && { latest }), ...(running && { running }), ...(asked && { asked }) };
}

/** Services that carry the environment's tags, and that its files do not have. */
async function readRemoved(
  { aws, release }: Deployment,
  cluster: string,
  wanted: readonly WantedService[],
): Promise<LiveService[]> {
  const rendered = new Set(wanted.map(({ serviceName }) => serviceName));
  const names = (await listServices(aws, cluster)).filter((name) => !rendered.has(name));
  const found = [...(await describeServices(aws, cluster, names))].filter(([, { tags = [] }]) =>
    Object.entries(tagsOf(release)).every(([key, value]) =>
      tags.some((tag) => tag.key === key && tag.value === value),
    ),
  );
  const own = found.map(([name]) => name);
  const scalings = await readScaling(aws, cluster, own);
  return Promise.all(
    found.map(async ([name, service]) => {
      const scaling = scalings.get(name);
      return { ...(await withExpress(aws, name, service)), ...(scaling && { scaling }) };
    }),
  );
}
