import type { Service } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import type { LiveDeployment, LiveService } from './state.ts';

/** A service as DescribeServices tells it. Service Connect stands on its deployments only. */
export function shown(service: LiveService, world: World, withTags: boolean): Service {
  const {
    clientToken: _token,
    serviceConnectConfiguration: _connect,
    tags: _tags,
    cluster: _cluster,
    serviceName: _name,
    monitoring: _monitoring,
    gatewayConnectors: _connectors,
    volumeConfigurations: _volumes,
    vpcLatticeConfigurations: _lattice,
    role: _role,
    ...settings
  } = service.settings;
  const running = service.status === 'INACTIVE' ? [] : service.deployments;
  const deployments = running.map((one) => deploymentOf(one, service, world));
  const sum = (of: 'runningCount' | 'pendingCount') =>
    deployments.reduce((total, one) => total + (one[of] ?? 0), 0);
  const current = service.history.findLast(({ status }) => /IN_PROGRESS/.test(status ?? ''));
  const last = service.history.at(-1);
  const deployment = current ?? last;
  return {
    ...settings,
    serviceName: service.name,
    serviceArn: service.arn,
    clusterArn: world.arn('ecs', `cluster/${service.cluster}`),
    status: service.status,
    runningCount: sum('runningCount'),
    pendingCount: sum('pendingCount'),
    platformFamily: 'Linux',
    deployments,
    events: service.events.slice(0, 100),
    createdAt: service.createdAt,
    createdBy: world.state.lookups.caller.arn,
    roleArn: `arn:aws:iam::${world.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    ...(deployment?.serviceDeploymentArn && {
      currentServiceDeployment: deployment.serviceDeploymentArn,
    }),
    currentServiceRevisions: running.map(({ revisionArn, value }) => ({
      arn: revisionArn,
      requestedTaskCount: value.desiredCount ?? 0,
    })),
    ...(service.express && { resourceManagementType: 'ECS' }),
    ...(withTags && { tags: service.tags }),
  };
}

function deploymentOf(one: LiveDeployment, service: LiveService, world: World) {
  const tasks = world.state.ecs.tasks.filter(({ deployment }) => deployment === one.id);
  const count = (...statuses: readonly string[]) =>
    tasks.filter(({ value }) => statuses.includes(value.lastStatus ?? '')).length;
  const isWanted = one === service.deployments[0] && one.value.rolloutState !== 'FAILED';
  return {
    ...one.value,
    desiredCount: isWanted ? service.settings.desiredCount : 0,
    runningCount: count('RUNNING'),
    pendingCount: count('PROVISIONING', 'PENDING', 'ACTIVATING'),
    failedTasks: one.failures,
  };
}
