import type { Estimate } from '../cost/estimate.ts';
import type { Entry, Risk } from './entry.ts';
import type { RollStep } from './services/roll.ts';

/** What a change does to every environment: the value that all faces of `diff` are drawn from. */
export interface DiffReport {
  /** What it is compared with; nothing when two renderings are compared. */
  readonly base?: { readonly ref: string; readonly commit: string };
  readonly risk: Risk;
  /** What made the risk so. */
  readonly reasons: readonly Reason[];
  /** Every environment, sorted; those that do not change have no entries. */
  readonly environments: readonly EnvironmentDiff[];
  /** In what the environments of each promotion path differ once the change is made. */
  readonly skew: readonly Skew[];
}

/** The environments of one promotion path beside one another. */
export interface Skew {
  /** In the order of promotion. */
  readonly environments: readonly string[];
  /** Values that are not the same everywhere; what promotion copies stands first. */
  readonly rows: readonly SkewRow[];
}

export interface SkewRow {
  /** Such as `store · image`. */
  readonly what: string;
  readonly isPromotable: boolean;
  /** One an environment, in their order; nothing where an environment has none. */
  readonly values: readonly (string | undefined)[];
}

export interface Reason {
  readonly environment: string;
  readonly code: Entry['code'];
  readonly subject: string;
  readonly message: string;
}

export interface EnvironmentDiff {
  readonly environment: string;
  readonly change: 'added' | 'removed' | 'changed' | 'unchanged';
  readonly tier?: string;
  readonly region?: string;
  readonly risk: Risk;
  readonly entries: readonly Entry[];
  /** Services that start tasks anew, in the order in which they are deployed. */
  readonly rollouts: readonly Rollout[];
  /** Nothing where no line differs. */
  readonly cost?: CostDelta;
  readonly files: readonly FileChange[];
}

/** What a change adds to the monthly cost, in US dollars. */
export interface CostDelta {
  readonly region: string;
  /** Day and source of the prices; nothing where a side has none, and then there are no lines. */
  readonly prices?: NonNullable<Estimate['prices']>;
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  /** Lines that differ, the greatest change first. */
  readonly lines: readonly CostLineDelta[];
  readonly assumptions: readonly string[];
  readonly unpriced: readonly string[];
}

export interface CostLineDelta {
  readonly id: string;
  readonly item: string;
  readonly before: number;
  readonly after: number;
  readonly delta: number;
}

/** How a service comes to run what is new. */
export interface Rollout {
  readonly service: string;
  /**
   * first: it did not run before. rolling: new tasks start, then old ones stop. canary: Express Mode
   * shifts traffic. recreated: deleted, then made anew. removed: drained and deleted.
   */
  readonly how: 'first' | 'rolling' | 'canary' | 'recreated' | 'removed';
  /** Subjects of what makes it so. */
  readonly because: readonly string[];
  readonly steps: readonly RollStep[];
  /** Seconds that it takes at least, by the health check; more where tasks start slowly. */
  readonly atLeastSeconds: number;
  /** Whether there are moments at which no task answers. */
  readonly isInterrupted: boolean;
  readonly notes: readonly string[];
}

export interface FileChange {
  /** Path below the environment's `rendered/`. */
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}
