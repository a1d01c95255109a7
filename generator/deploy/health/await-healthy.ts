import type { Task } from '@aws-sdk/client-ecs';
import { type Diagnostic, Failure } from '../../diagnostics.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import type { WorkState } from '../progress.ts';
import { primaryDeployment } from '../services/live-service.ts';
import { deadlineOf } from './deadline.ts';
import { diagnose } from './diagnose.ts';
import type { HealthTarget } from './health-target.ts';
import { hideInLine } from './hide-in-line.ts';
import { isUnderWay, judge, type Verdict } from './judge.ts';
import { lookAtService, type ServiceLook } from './look-at-service.ts';
import { readRollback } from './read-rollback.ts';
import { EventTeller } from './tell-events.ts';

export interface HealthOptions {
  /** Milliseconds to wait; else worked out from health checks and counts. */
  readonly timeout?: number;
}

export interface Healthy {
  readonly service: string;
  /** ARN of the revision that runs. */
  readonly taskDefinition: string;
  /** Id of the ECS deployment that completed. */
  readonly deployment?: string;
  readonly running: number;
  readonly tasks: readonly Task[];
  readonly milliseconds: number;
}

/** An answer of ECS may be so old, in milliseconds. Its calls are consistent only in the end. */
const SETTLE = 30_000;

type Ended = Exclude<Verdict, { readonly state: 'waiting' }> & { readonly look: ServiceLook };

/**
 * Waits until a service runs what was deployed and all of its tasks are healthy. It looks only, so it
 * may be asked again at any time.
 *
 * @throws {Failure} `deploy/service-failed` when ECS gave the deployment up, `deploy/wrong-revision`
 *   when it completed another revision, `deploy/unhealthy` when the time is over; each with the reasons
 */
export async function awaitHealthy(
  deployment: Deployment,
  target: HealthTarget,
  options: HealthOptions = {},
): Promise<Healthy> {
  const { aws } = deployment;
  const { clock } = aws;
  const began = clock.now();
  const events = new EventTeller(deployment.progress, target.service, target.since ?? began);
  const tell = (state: WorkState, text: string) =>
    deployment.progress({ id: `service ${target.service}`, state, text });
  let look = await lookAtService(aws, target);
  const timeout = options.timeout ?? timeoutOf(look, target);
  let seen = false;
  let text = '';
  let isFirst = true;
  const ended = await poll<Ended>(clock, began + timeout, async () => {
    if (!isFirst) look = await lookAtService(aws, target);
    isFirst = false;
    seen ||= isUnderWay(look, target);
    events.tell(look.service);
    const verdict = judge(look, target, { seen, settled: clock.now() - began >= SETTLE });
    if (verdict.state !== 'waiting') return { ...verdict, look };
    text = verdict.text;
    tell('working', text);
    return undefined;
  });
  if (ended?.state === 'healthy') {
    tell('done', ended.text);
    return healthy(ended.look, target, clock.now() - began);
  }
  tell('failed', ended ? hideInLine(ended.message) : 'not healthy in time');
  const first = ended ? await gaveUp(deployment, target, ended) : late(target, timeout, text);
  throw new Failure([first, ...(await diagnose(deployment, target))], 1);
}

function timeoutOf({ service }: ServiceLook, target: HealthTarget): number {
  const desiredCount = Math.max(service?.desiredCount ?? 0, target.desired);
  return deadlineOf(target.task, { ...service, desiredCount, isNew: target.before === undefined });
}

function healthy({ service, tasks }: ServiceLook, target: HealthTarget, milliseconds: number) {
  const primary = primaryDeployment(service);
  return {
    service: target.service,
    taskDefinition: target.taskDefinition,
    ...(primary?.id && { deployment: primary.id }),
    running: primary?.runningCount ?? 0,
    tasks,
    milliseconds,
  };
}

async function gaveUp(
  { aws }: Deployment,
  target: HealthTarget,
  { code, message }: Extract<Ended, { state: 'failed' }>,
): Promise<Diagnostic> {
  const reason = await readRollback(aws, target);
  const why = reason && !message.includes(reason) ? `; ${reason}` : '';
  return finding(code, `${hideInLine(message)}${why}`);
}

const late = ({ service }: HealthTarget, timeout: number, text: string): Diagnostic =>
  finding(
    'deploy/unhealthy',
    `${service} was not healthy after ${Math.round(timeout / 60_000)} minutes: ${text}`,
  );
