import { hostname } from 'node:os';
import type { AwsOptions } from '../deploy/aws/aws.ts';
import { systemClock } from '../deploy/aws/clock.ts';
import { interruptible } from '../deploy/aws/interruptible.ts';
import type { AwsCall } from '../deploy/aws/observe.ts';
import type { Surroundings } from '../deploy/session.ts';
import { readActor } from '../deploy/state/actor.ts';
import { describeHead } from '../git/describe-head.ts';
import { renderedFolder } from '../render/artefact.ts';
import type { Output } from '../report/output.ts';
import { watchWork } from '../report/watch-work.ts';

/** Where a command that calls AWS runs. */
export interface DeployPlace {
  readonly root: string;
  readonly output: Output;
  /** Names each call of AWS on stderr. */
  readonly debug: boolean;
  /** How AWS is called; tests count calls and make waits short. */
  readonly aws?: AwsOptions | undefined;
}

/**
 * Does something with AWS while people watch. The first Ctrl-C ends it at the next wait, so that the
 * lock is given back; the second kills.
 */
export async function withSurroundings<Result>(
  { root, output, debug, aws }: DeployPlace,
  environment: string,
  work: (surroundings: Surroundings) => Promise<Result>,
): Promise<Result> {
  const terminal = process.stderr.isTTY && !debug && aws === undefined ? process.stderr : undefined;
  const watch = watchWork(terminal, output.stderr);
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work({
      root,
      actor: {
        ...readActor(process.env, hostname()),
        ...describeHead(root, renderedFolder(environment)),
      },
      progress: watch.progress,
      aws: {
        ...aws,
        clock: interruptible(aws?.clock ?? systemClock, stopped.signal),
        observe: (call) => {
          aws?.observe?.(call);
          if (debug) output.stderr(drawCall(call));
        },
      },
    });
  } finally {
    watch.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** Never its input: it may hold what is nobody's business in a log. */
function drawCall({ service, operation, milliseconds, requestId, attempts, error }: AwsCall) {
  const parts = [
    `${service}:${operation}`,
    `${Math.round(milliseconds)} ms`,
    ...(attempts !== undefined && attempts > 1 ? [`${attempts} attempts`] : []),
    ...(error ? [error] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ];
  return parts.join('  ');
}
