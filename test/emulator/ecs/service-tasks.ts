import { createHash } from 'node:crypto';
import type { Json, KeptService } from './kept-service.ts';

/** The tasks that a service's last rollout would have started: all healthy. */
export function tasksOf(service: KeptService): Json[] {
  const rollout = service.rollouts.at(-1);
  if (!rollout) return [];
  const count = Number(service.settings.desiredCount ?? 0);
  return Array.from({ length: count }, (_, index) => {
    const id = hash(`${rollout.revisionArn} ${index}`).slice(0, 32);
    const name = service.name;
    const task = service.arn.replace(`:service/${service.cluster}/${name}`, '');
    const taskArn = `${task}:task/${service.cluster}/${id}`;
    return {
      taskArn,
      clusterArn: `${task}:cluster/${service.cluster}`,
      taskDefinitionArn: rollout.taskDefinition,
      group: `service:${name}`,
      startedBy: rollout.deploymentId,
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      healthStatus: 'HEALTHY',
      launchType: 'FARGATE',
      createdAt: rollout.at,
      startedAt: rollout.at,
      attachments: [networkOf(id)],
      containers: [{ name, lastStatus: 'RUNNING', healthStatus: 'HEALTHY', taskArn }],
      tags: [],
    };
  });
}

/** An address within 10.0.0.0/8 that is always the same for a task. */
function networkOf(id: string): Json {
  const [a = 0, b = 0, c = 0] = Buffer.from(hash(id), 'hex');
  return {
    id,
    type: 'ElasticNetworkInterface',
    status: 'ATTACHED',
    details: [{ name: 'privateIPv4Address', value: `10.${a}.${b}.${c}` }],
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
