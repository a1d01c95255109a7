import type { Detail } from '../../diff/entry.ts';
import type { ServiceOperation } from './live-service.ts';

/** What is done to a service that is rendered. */
export type ServiceAction =
  | 'create'
  | 'update'
  /** It can't be changed into what the files say: deleted and made anew, it does not answer meanwhile. */
  | 'recreate'
  | 'none'
  /** It is not deployable; whatever runs is left as it is. */
  | 'skip';

export interface ServiceStep {
  readonly phase: 'services';
  readonly service: string;
  readonly operation: ServiceOperation;
  readonly action: ServiceAction;
  /** Why it is skipped. */
  readonly reason?: string;
  readonly dependsOn: readonly string[];
  readonly taskDefinition: {
    readonly family: string;
    readonly action: 'register' | 'none';
    /** ARN of the revision that tasks are started from, when none is registered. */
    readonly live?: string;
  };
  /** What differs, `before` being live; secrets are hidden. */
  readonly changes: readonly Detail[];
  /** Whether new tasks take the place of the old ones. */
  readonly restarts: boolean;
  /** Servers that its running tasks can't reach, because they came later. */
  readonly redeployFor?: readonly string[];
}

/** A service that is rendered no longer. */
export interface RemoveStep {
  readonly phase: 'remove';
  readonly service: string;
  readonly operation: 'DeleteService' | 'DeleteExpressGatewayService';
  /** Without `--prune` it is only reported. */
  readonly action: 'delete' | 'report';
}

export interface ScalingStep {
  readonly phase: 'scaling';
  readonly service: string;
  readonly action: 'create' | 'update' | 'remove' | 'none';
  readonly changes: readonly Detail[];
}

/** All that is done about services, in the order in which it is done. */
export type ServicesStep = RemoveStep | ServiceStep | ScalingStep;
