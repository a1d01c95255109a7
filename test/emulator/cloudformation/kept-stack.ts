import type { Tag } from '@aws-sdk/client-cloudformation';
import type { StandIn } from './skipped-types.ts';

export interface StackEvent {
  readonly EventId: string;
  readonly Timestamp: Date;
  readonly StackId: string;
  readonly StackName: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string | undefined;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string | undefined;
  readonly ClientRequestToken?: string | undefined;
}

/** A stack, as far as moto does not keep it or keeps it wrongly. */
export interface KeptStack {
  readonly id: string;
  readonly name: string;
  status: string;
  statusReason?: string;
  /** As it was sent. */
  template: string;
  /** As moto was given it. */
  body: string;
  parameters: Readonly<Record<string, string>>;
  tags: readonly Tag[];
  capabilities: readonly string[];
  roleArn?: string;
  standIns: ReadonlyMap<string, StandIn>;
  isProtected: boolean;
  readonly createdAt: Date;
  updatedAt?: Date;
  /** Oldest first. */
  readonly events: StackEvent[];
  /** What detection of drift finds; a test may put something here. */
  readonly drifts: Map<
    string,
    { readonly status: string; readonly differences: readonly object[] }
  >;
}

/** What a change set would make of its stack. */
export interface KeptChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly createdAt: Date;
  readonly next: Pick<
    KeptStack,
    'template' | 'body' | 'parameters' | 'tags' | 'capabilities' | 'standIns'
  > & { readonly roleArn?: string };
  readonly changes: readonly Change[];
  /** Nothing differs, so AWS says that it failed. */
  readonly isEmpty: boolean;
  /** moto has it too; it has none for a change of tags alone. */
  readonly isKnownToMoto: boolean;
  isExecuted: boolean;
}

export interface Change {
  readonly Type: 'Resource';
  readonly ResourceChange: {
    readonly Action: 'Add' | 'Modify' | 'Remove';
    readonly LogicalResourceId: string;
    readonly PhysicalResourceId?: string | undefined;
    readonly ResourceType: string;
    readonly Replacement?: 'True' | 'False' | 'Conditional';
    readonly Scope?: readonly string[];
    readonly PolicyAction?: 'Retain' | 'Delete';
  };
}
