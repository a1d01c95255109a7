import type { Exchange } from '../patch.ts';
import { jsonAnswer, type WireAnswer } from '../wire/answer.ts';
import type { Json } from './kept-service.ts';
import { tasksOf } from './service-tasks.ts';
import { findService, refuseUnknownCluster } from './services.ts';

const isOf = (exchange: Exchange, task: Json): boolean =>
  String(task.clusterArn).endsWith(`/${String(exchange.input.cluster).split('/').at(-1)}`);

function allTasks(exchange: Exchange): Json[] {
  const { services, tasks } = exchange.memory;
  const running = [...services.values()].filter(({ isActive }) => isActive).flatMap(tasksOf);
  const once = [...tasks.values()].map(({ told }) => told);
  return [...running, ...once].filter((task) => isOf(exchange, task));
}

export async function listTasks(exchange: Exchange): Promise<WireAnswer> {
  await refuseUnknownCluster(exchange);
  const { serviceName, desiredStatus = 'RUNNING', family, startedBy } = exchange.input;
  const service = serviceName === undefined ? undefined : findService(exchange, serviceName);
  const matching = allTasks(exchange).filter(
    (task) =>
      task.desiredStatus === desiredStatus &&
      (serviceName === undefined || task.group === `service:${service?.name}`) &&
      (startedBy === undefined || task.startedBy === startedBy) &&
      (family === undefined || String(task.taskDefinitionArn).includes(`/${String(family)}:`)),
  );
  return jsonAnswer({ taskArns: matching.map(({ taskArn }) => taskArn) });
}

export function describeTasks(exchange: Exchange): WireAnswer {
  const wanted = (exchange.input.tasks ?? []) as string[];
  const all = allTasks(exchange);
  const found = wanted.map((name) =>
    all.find(({ taskArn }) => taskArn === name || String(taskArn).endsWith(`/${name}`)),
  );
  return jsonAnswer({
    tasks: found.filter((task) => task !== undefined),
    failures: wanted.filter((_, index) => !found[index]).map((arn) => ({ arn, reason: 'MISSING' })),
  });
}
