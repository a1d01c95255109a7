import type { DescribeClustersRequest, DescribeClustersResponse } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';

export function describeClusters(
  { clusters = ['default'] }: DescribeClustersRequest,
  world: World,
): DescribeClustersResponse {
  const names = clusters.map((one) => one.split('/').at(-1) ?? '');
  const { clusters: known, services, tasks } = world.state.ecs;
  const arnOf = (name: string) => world.arn('ecs', `cluster/${name}`);
  return {
    clusters: names.flatMap((name) => {
      const cluster = known.get(name);
      if (!cluster) return [];
      const running = tasks.filter(
        (one) => one.cluster === name && one.value.lastStatus === 'RUNNING',
      );
      const active = services.filter((one) => one.cluster === name && one.status === 'ACTIVE');
      return [
        {
          clusterName: name,
          clusterArn: arnOf(name),
          status: cluster.status,
          runningTasksCount: running.length,
          activeServicesCount: active.length,
        },
      ];
    }),
    failures: names
      .filter((name) => !known.has(name))
      .map((name) => ({ arn: arnOf(name), reason: 'MISSING' })),
  };
}
