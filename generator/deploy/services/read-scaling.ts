import {
  paginateDescribeScalableTargets,
  paginateDescribeScalingPolicies,
  type ScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import type { Aws } from '../aws/aws.ts';
import type { LiveScaling } from './live-service.ts';

/** What Application Auto Scaling calls the number of a service's tasks. */
export const taskCount = (cluster: string, serviceName: string) => ({
  ServiceNamespace: 'ecs' as const,
  ScalableDimension: 'ecs:service:DesiredCount' as const,
  ResourceId: `service/${cluster}/${serviceName}`,
});

/** At most so many targets a call (DescribeScalableTargets, `ResourceIds`). */
const A_CALL = 50;

/** What scales, by the service's name. */
export async function readScaling(
  aws: Aws,
  cluster: string,
  names: readonly string[],
): Promise<Map<string, LiveScaling>> {
  const found = new Map<string, LiveScaling>();
  for (let from = 0; from < names.length; from += A_CALL) {
    const some = names.slice(from, from + A_CALL).map((name) => taskCount(cluster, name));
    const { ServiceNamespace, ScalableDimension } = taskCount(cluster, '');
    const pages = paginateDescribeScalableTargets(
      { client: aws.scaling },
      { ServiceNamespace, ScalableDimension, ResourceIds: some.map((one) => one.ResourceId) },
    );
    for await (const { ScalableTargets = [] } of pages) {
      for (const target of ScalableTargets) {
        const name = target.ResourceId?.split('/').at(-1) ?? '';
        found.set(name, { target, policies: await readPolicies(aws, cluster, name) });
      }
    }
  }
  return found;
}

async function readPolicies(aws: Aws, cluster: string, name: string): Promise<ScalingPolicy[]> {
  const policies: ScalingPolicy[] = [];
  const pages = paginateDescribeScalingPolicies({ client: aws.scaling }, taskCount(cluster, name));
  for await (const { ScalingPolicies = [] } of pages) policies.push(...ScalingPolicies);
  return policies;
}
