import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse,
} from '@aws-sdk/client-ecs';
import { pageOf } from '../../handlers.ts';
import type { World } from '../../world.ts';
import { needService } from './find.ts';

/** AWS's own default. */
const PAGE = 20;

export function listServiceDeployments(
  input: ListServiceDeploymentsRequest,
  world: World,
): ListServiceDeploymentsResponse {
  const { history } = needService(world, input.cluster, input.service);
  const { status, createdAt } = input;
  const wanted = history
    .filter((one) => !status?.length || (one.status && status.includes(one.status)))
    .filter((one) => (one.createdAt ?? 0) >= (createdAt?.after ?? 0))
    .toReversed();
  const { page, next } = pageOf(wanted, input.nextToken, input.maxResults ?? PAGE);
  return {
    serviceDeployments: page.map(({ targetServiceRevision, ...one }) => ({
      serviceDeploymentArn: one.serviceDeploymentArn,
      serviceArn: one.serviceArn,
      clusterArn: one.clusterArn,
      createdAt: one.createdAt,
      startedAt: one.startedAt,
      ...(one.finishedAt && { finishedAt: one.finishedAt }),
      status: one.status,
      targetServiceRevisionArn: targetServiceRevision?.arn,
    })),
    ...(next && { nextToken: next }),
  };
}

export function describeServiceDeployments(
  { serviceDeploymentArns = [] }: DescribeServiceDeploymentsRequest,
  world: World,
): DescribeServiceDeploymentsResponse {
  const all = world.state.ecs.services.flatMap(({ history }) => history);
  const has = (arn: string | undefined) => all.some((one) => one.serviceDeploymentArn === arn);
  return {
    serviceDeployments: all.filter((one) =>
      serviceDeploymentArns.includes(one.serviceDeploymentArn ?? ''),
    ),
    failures: serviceDeploymentArns
      .filter((arn) => !has(arn))
      .map((arn) => ({ arn, reason: 'MISSING' })),
  };
}

export function describeServiceRevisions(
  { serviceRevisionArns = [] }: DescribeServiceRevisionsRequest,
  world: World,
): DescribeServiceRevisionsResponse {
  const all = world.state.ecs.services.flatMap(({ revisions }) => revisions);
  const has = (arn: string) => all.some((one) => one.serviceRevisionArn === arn);
  return {
    serviceRevisions: all.filter((one) =>
      serviceRevisionArns.includes(one.serviceRevisionArn ?? ''),
    ),
    failures: serviceRevisionArns
      .filter((arn) => !has(arn))
      .map((arn) => ({ arn, reason: 'MISSING' })),
  };
}
