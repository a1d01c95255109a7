import { CAUSES } from './cause-table.ts';

/** What is known of why tasks of a service stop or do not start. */
export interface Evidence {
  /** As ECS names it, such as `TaskFailedToStart`. */
  readonly stopCode?: string;
  /** What AWS says: of the task, of its containers, in the service's events. */
  readonly reasons: readonly string[];
  /** Containers that ended, with their exit codes. */
  readonly exits: readonly { readonly container: string; readonly code: number }[];
  /** The last lines of the containers' logs. */
  readonly lines: readonly string[];
}

export interface Cause {
  readonly id: string;
  /** The likely cause, as the end of a sentence. */
  readonly says: string;
  /** What to do. */
  readonly todo: string;
}

export interface CauseRow extends Cause {
  /** Found in what AWS says. */
  readonly reason?: RegExp;
  /** Found in the log. */
  readonly line?: RegExp;
  readonly exit?: (exit: Evidence['exits'][number]) => boolean;
}

/** The likely cause, or nothing where nobody can tell. */
export function causeOf(evidence: Evidence): Cause | undefined {
  const reasons = [evidence.stopCode ?? '', ...evidence.reasons].join('\n');
  const lines = evidence.lines.join('\n');
  return CAUSES.find(
    ({ reason, line, exit }) =>
      reason?.test(reasons) || line?.test(lines) || (exit && evidence.exits.some(exit)),
  );
}
