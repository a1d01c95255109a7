/** How an apply, rollback or destroy ended; `running` until then. */
export type RecordResult =
  | 'running'
  | 'succeeded'
  | 'failed'
  /** It failed, and what it had changed was put back. */
  | 'rolled-back'
  /** The run was killed; the next one found it so. */
  | 'interrupted';

export interface RecordedStack {
  readonly stack: string;
  readonly action: string;
}

export interface RecordedService {
  readonly service: string;
  readonly action: string;
  /** ARN of the revision that runs afterwards. */
  readonly taskDefinition?: string;
  /** ARN of the revision that ran before. */
  readonly before?: string;
}

/** What one run did to an environment. Never holds a secret: records are read by people. */
export interface DeploymentRecord {
  readonly schema: 'record/v1';
  /** Counts from 1 in each environment. */
  readonly number: number;
  readonly environment: string;
  readonly action: 'apply' | 'rollback' | 'destroy' | 'fix';
  readonly result: RecordResult;
  readonly by: string;
  readonly run?: string;
  readonly commit?: string;
  /** Whether the applied files differed from the commit's. */
  readonly isChanged?: boolean;
  /** Names the release whose files were applied. */
  readonly manifestHash: string;
  /** Record whose release a rollback put back. */
  readonly restores?: number;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly ended?: string;
  readonly stacks: readonly RecordedStack[];
  /** Every service that runs afterwards, changed or not. */
  readonly services: readonly RecordedService[];
  /** Why it failed, one sentence each. */
  readonly failures?: readonly string[];
}

/** Whether the environment was left as the record's release says. */
export const isWhole = ({ result, action }: DeploymentRecord): boolean =>
  result === 'succeeded' && action !== 'destroy';
