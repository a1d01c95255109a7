import type { Task } from '@aws-sdk/client-ecs';
import { Failure } from '../../diagnostics.ts';
import type { Contract } from '../../render/contract.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import { type HealthTarget, shortName } from './health-target.ts';
import { judgeAnswers } from './judge-answers.ts';
import { lookAtService } from './look-at-service.ts';
import { MOST_TARGETS, probeCommand } from './probe-command.ts';
import { readAnswers, type TaskAnswer } from './read-answers.ts';
import { logStreamOf, readLastEvents } from './read-log.ts';
import { type OneOff, runInside } from './run-inside.ts';
import { addressOf, type WayIn, wayIn } from './way-in.ts';

export interface InsideProbe {
  /** Tasks that serve the contract. */
  readonly tasks: number;
}

/** How the script asks: a task that just became healthy may be slow once. */
const PATIENCE = { seconds: 30, answerMs: 10_000, pauseMs: 2_000 };

/** Milliseconds until a log shows what was written; mostly seconds. */
const LOG_WAIT = 90_000;

/** Most lines that one call of GetLogEvents gives. */
const LOG_LINES = 10_000;

/**
 * Asks each running task of a server that is reached only inside the VPC for its tools, from a
 * one-off task of the same image in the same network, and holds them against the contract.
 *
 * @throws {Failure} `deploy/contract` with each task that does not answer or has other tools
 */
export async function probeInside(
  deployment: Deployment,
  target: HealthTarget,
  contract: Contract,
): Promise<InsideProbe> {
  const { service: name } = target;
  const { service, tasks } = await lookAtService(deployment.aws, target);
  const way = wayIn(deployment.release.wiring, name);
  const container = target.task.containerDefinitions?.[0]?.name;
  if (!way || !container) throw unreachable(name);
  const targets = addresses(tasks, way);
  if (targets.size === 0 && (service?.desiredCount ?? 0) > 0) throw nobody(name);
  const found: TaskAnswer[] = [];
  const all = [...targets.keys()];
  for (let at = 0; at < all.length; at += MOST_TARGETS) {
    const { host, path } = way;
    const request = { targets: all.slice(at, at + MOST_TARGETS), host, path, ...PATIENCE };
    const command = probeCommand(request);
    const network = service?.networkConfiguration;
    found.push(...(await askInside(deployment, { target, container, command, network })));
  }
  const nameOf = (at: string) => `${shortName(targets.get(at)?.taskArn)} (${at})`;
  const problems = judgeAnswers(name, contract, found, nameOf);
  if (problems.length > 0) throw new Failure(problems, 1);
  return { tasks: found.length };
}

/** Tasks by address and port. Those that are of another revision are asked too: clients meet them. */
function addresses(tasks: readonly Task[], { port }: WayIn): Map<string, Task> {
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  return new Map(
    running.flatMap((task): [string, Task][] => {
      const address = addressOf(task);
      return address ? [[`${address}:${port}`, task]] : [];
    }),
  );
}

async function askInside(deployment: Deployment, oneOff: OneOff): Promise<TaskAnswer[]> {
  const { aws } = deployment;
  const { target, container } = oneOff;
  const task = await runInside(deployment, oneOff);
  const stream = logStreamOf(target.task, container, task.taskArn ?? '');
  if (!stream) throw unread(target.service, 'its container does not log to CloudWatch (awslogs)');
  const answers = await poll(aws.clock, aws.clock.now() + LOG_WAIT, async () => {
    const events = await readLastEvents(aws, stream, LOG_LINES);
    return readAnswers(events.map(({ message = '' }) => message));
  });
  if (answers) return answers;
  const { logGroupName, logStreamName } = stream;
  throw unread(target.service, `nothing of it is in ${logGroupName}, stream ${logStreamName}`);
}

const unread = (service: string, why: string): Failure =>
  failed(
    'deploy/contract',
    `the answer of the task that asked ${service} for its tools can’t be read: ${why}`,
    'its image must run Node 22 or newer as `node`; apply again if it does',
  );

const nobody = (service: string): Failure =>
  failed(
    'deploy/contract',
    `no task of ${service} runs and has an address, so nobody can be asked for its tools`,
    'look at its tasks: `npx tsx generator status` with the name of the environment',
  );

const unreachable = (service: string): Failure =>
  failed(
    'deploy/contract',
    `${service} has a contract but no port, so nobody can ask it for its tools`,
    'give it a port in the config, or remove its contract',
  );
