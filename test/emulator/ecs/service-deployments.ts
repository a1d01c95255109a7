import type { Exchange } from '../patch.ts';
import { jsonAnswer, type WireAnswer } from '../wire/answer.ts';
import type { Json, KeptRollout, KeptService } from './kept-service.ts';
import { JsonRefusal } from './refusal.ts';
import { findService } from './services.ts';

/** Newest first. */
export function listServiceDeployments(exchange: Exchange): WireAnswer {
  const service = findService(exchange, exchange.input.service);
  if (!service) throw new JsonRefusal('ServiceNotFoundException', 'Service not found.');
  const wanted = exchange.input.status as readonly string[] | undefined;
  const shown = wanted === undefined || wanted.includes('SUCCESSFUL') ? service.rollouts : [];
  return jsonAnswer({
    serviceDeployments: shown
      .map(({ serviceDeploymentArn, revisionArn, at }) => ({
        serviceDeploymentArn,
        serviceArn: service.arn,
        clusterArn: clusterOf(service),
        targetServiceRevisionArn: revisionArn,
        status: 'SUCCESSFUL',
        ...times(at),
      }))
      .reverse(),
  });
}

export function describeServiceDeployments(exchange: Exchange): WireAnswer {
  const wanted = exchange.input.serviceDeploymentArns as readonly string[];
  return jsonAnswer(
    found(exchange, wanted, 'serviceDeployments', 'serviceDeploymentArn', describeOne),
  );
}

export function describeServiceRevisions(exchange: Exchange): WireAnswer {
  const wanted = exchange.input.serviceRevisionArns as readonly string[];
  return jsonAnswer(
    found(exchange, wanted, 'serviceRevisions', 'revisionArn', (service, rollout) => ({
      serviceRevisionArn: rollout.revisionArn,
      serviceArn: service.arn,
      clusterArn: clusterOf(service),
      taskDefinition: rollout.taskDefinition,
      createdAt: rollout.at,
      ...revisionSettings(rollout.settings),
    })),
  );
}

function found(
  { memory }: Exchange,
  wanted: readonly string[],
  member: string,
  key: 'serviceDeploymentArn' | 'revisionArn',
  describe: (service: KeptService, rollout: KeptRollout) => Json,
): Json {
  const all = [...memory.services.values()].flatMap((service) =>
    service.rollouts.map((rollout) => ({ service, rollout })),
  );
  const matching = wanted.map((arn) => all.find(({ rollout }) => rollout[key] === arn));
  return {
    [member]: matching.flatMap((one) => (one ? [describe(one.service, one.rollout)] : [])),
    failures: wanted
      .filter((_, index) => !matching[index])
      .map((arn) => ({ arn, reason: 'MISSING' })),
  };
}

function describeOne(service: KeptService, rollout: KeptRollout): Json {
  const count = Number(rollout.settings.desiredCount ?? 0);
  const tasks = { requestedTaskCount: count, runningTaskCount: count, pendingTaskCount: 0 };
  return {
    serviceDeploymentArn: rollout.serviceDeploymentArn,
    serviceArn: service.arn,
    clusterArn: clusterOf(service),
    targetServiceRevision: { arn: rollout.revisionArn, ...tasks },
    sourceServiceRevisions: [],
    status: 'SUCCESSFUL',
    ...times(rollout.at),
  };
}

const times = (at: number): Json => ({
  createdAt: at,
  startedAt: at,
  finishedAt: at,
  updatedAt: at,
});

const clusterOf = ({ arn, cluster, name }: KeptService): string =>
  arn.replace(`:service/${cluster}/${name}`, `:cluster/${cluster}`);

/** Settings that a revision of a service tells. */
const OF_REVISION = [
  'capacityProviderStrategy',
  'launchType',
  'platformVersion',
  'loadBalancers',
  'networkConfiguration',
  'serviceConnectConfiguration',
];

const revisionSettings = (settings: Json): Json =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => OF_REVISION.includes(key)));
