import { describeTasks, taskCountOf } from '../../graph/task-counts.ts';
import type { Service } from '../../model/environment.ts';
import { table } from '../../render/markdown.ts';
import { code, paragraph, type Section, type Subject, underHeading } from './section.ts';

/** What runs, in which size and number. */
export const services: Section = (subject) => {
  const { environment } = subject;
  const rows = environment.services.map((service) => [
    service.name,
    imageOf(subject, service),
    sizeOf(service),
    tasksOf(subject, service),
    SESSIONS[service.sessions],
  ]);
  const { model } = environment;
  return underHeading('Services', [
    ...table(['Service', 'Runs', 'Size of a task', 'Tasks', 'Sessions'], rows),
    ...(environment.target === 'aws' && environment.services.some(({ image }) => !image.isSet)
      ? paragraph('A service without an image is rendered but not deployed.')
      : []),
    ...(model ? paragraph(`Model: ${code(model.id)} (${model.label}).`) : []),
  ]);
};

function imageOf({ environment }: Subject, { name, image }: Service): string {
  if (environment.target === 'local') return `the code in ${code(`services/${name}`)}`;
  const digest = image.uri.split('@')[1];
  return digest ? `image ${code(`${digest.slice(0, 19)}…`)}` : 'no image yet';
}

/** 1,024 CPU units are one vCPU, 1,024 MiB one GiB (ECS, "Task size"). */
const sizeOf = ({ cpu, memory, architecture }: Service) =>
  `${cpu / 1024} vCPU, ${memory / 1024} GiB, ${architecture}`;

const SESSIONS: Readonly<Record<Service['sessions'], string>> = {
  none: 'in no task',
  memory: 'in the memory of one task',
};

const METRICS: Readonly<Record<string, string>> = {
  AVERAGE_CPU: 'CPU',
  AVERAGE_MEMORY: 'memory',
};

function tasksOf({ environment, wiring }: Subject, service: Service): string {
  if (environment.target === 'local') return 'one process';
  const wired = wiring.services.find(({ name }) => name === service.name);
  const count = wired && taskCountOf(wired);
  const tasks = count ? describeTasks(count) : 'as many as AWS decides';
  const spot = service.capacity === 'FARGATE_SPOT' && !service.isExpress ? ' on Fargate Spot' : '';
  const { metric, value } = service.scaling;
  const held = service.scales ? `, holding ${METRICS[metric]} at ${value} %` : '';
  return `${tasks}${spot}${held}`;
}
