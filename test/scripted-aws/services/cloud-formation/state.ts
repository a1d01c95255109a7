import type { Change, Output, Parameter, StackStatus, Tag } from '@aws-sdk/client-cloudformation';

/** A template as its text says, CloudFormation's short forms written out. */
export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<
    Record<string, { Type?: string; NoEcho?: boolean; Default?: unknown }>
  >;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<
    Record<string, { Value: unknown; Description?: string; Condition?: string }>
  >;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: unknown;
}

/** What is brought about by a change set, and what a rollback goes back to. */
export interface Content {
  readonly text: string;
  readonly template: Template;
  readonly parameters: readonly Parameter[];
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
}

export interface LiveResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** Properties with references resolved, as they were when it was last created or updated. */
  properties: Readonly<Record<string, unknown>>;
  /** Its deletion policy is Retain. */
  isRetained: boolean;
  status: string;
  reason?: string;
  at: Date;
}

export interface Event {
  readonly id: string;
  readonly at: Date;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly token?: string;
}

export interface ChangeSet {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly content: Content;
  readonly roleArn?: string;
  readonly clientToken?: string;
  /** It is drift-aware. */
  readonly revertsDrift?: boolean;
  readonly createdAt: Date;
  changes: readonly Change[];
  status: string;
  reason?: string;
  /** Once executed, how that stands is the stack's to say. */
  execution: 'UNAVAILABLE' | 'AVAILABLE' | 'EXECUTED';
  executionToken?: string;
}

export interface LiveStack {
  readonly name: string;
  readonly id: string;
  readonly createdAt: Date;
  status: StackStatus;
  reason?: string;
  content?: Content;
  /** What an update that runs is to bring about; AWS shows it while it runs. */
  target?: Content;
  /** Where a failed update goes back to. */
  before?: Content;
  outputs: readonly Output[];
  readonly resources: Map<string, LiveResource>;
  /** Oldest first. */
  readonly events: Event[];
  readonly changeSets: ChangeSet[];
  readonly detections: Map<string, Date>;
  protection: boolean;
  /** A rollback deletes what the operation made, its deletion policy notwithstanding. */
  retainsNothingNew?: boolean;
  /** What runs puts back what was changed by hand. */
  revertsDrift?: boolean;
  lastChangeSet?: string;
  /** Token of the operation that runs or ran last. */
  token?: string;
  roleArn?: string;
  updatedAt?: Date;
  deletedAt?: Date;
}

/** What a resource does instead of working. */
export interface ResourceFailure {
  readonly stack: string;
  readonly logicalId: string;
  /** The way back of an update is `ROLLBACK`. */
  readonly on: 'CREATE' | 'UPDATE' | 'DELETE' | 'ROLLBACK';
  readonly reason: string;
}

export interface Drift {
  readonly stack: string;
  readonly logicalId: string;
  readonly status: 'MODIFIED' | 'DELETED' | 'NOT_CHECKED';
  readonly differences?: readonly {
    readonly path: string;
    readonly expected: string;
    readonly actual: string;
    readonly type?: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
  }[];
}

export interface CloudFormationState {
  /** By age; deleted ones stay, as AWS shows them for 90 days. */
  readonly stacks: LiveStack[];
  /** Set by tests; a failure stays until the test removes it. */
  readonly failures: ResourceFailure[];
  /** Stacks whose next change set fails, and why. Set by tests; used up. */
  readonly failingChangeSets: Map<string, string>;
  /** Set by tests: what drift detection finds. All else is in sync. */
  readonly drifts: Drift[];
  /** Set by tests: `<stack>/<logical id>` and the Replacement that change sets tell of it. */
  readonly replacements: Map<string, 'True' | 'False' | 'Conditional'>;
  /** Set by tests: milliseconds that one resource takes. */
  resourceTime: number;
}

export const emptyCloudFormation = (): CloudFormationState => ({
  stacks: [],
  failures: [],
  failingChangeSets: new Map(),
  drifts: [],
  replacements: new Map(),
  resourceTime: 2_000,
});
