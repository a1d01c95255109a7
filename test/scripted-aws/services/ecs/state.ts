import type {
  CreateServiceRequest,
  Deployment,
  ExpressGatewayServiceConfiguration,
  ServiceDeployment,
  ServiceEvent,
  ServiceRevision,
  Tag,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs';

export interface LiveTaskDefinition {
  readonly definition: TaskDefinition & { readonly taskDefinitionArn: string };
  readonly tags: Tag[];
}

/** What tasks of a deployment do. */
export interface TaskOutcome {
  readonly kind:
    | 'healthy'
    /** Tasks stop soon after they start, or before. */
    | 'stops'
    /** Tasks run but their health check fails, so ECS stops them. */
    | 'unhealthy'
    /** Tasks run, and their health never becomes known. */
    | 'undecided'
    /** No task can be placed. */
    | 'unplaced';
  readonly stoppedReason?: string;
  readonly stopCode?:
    | 'TaskFailedToStart'
    | 'EssentialContainerExited'
    | 'ServiceSchedulerInitiated';
  readonly exitCode?: number;
  /** Why the container did not start or ended. */
  readonly containerReason?: string;
  /** What the container writes before it stops. */
  readonly lines?: readonly string[];
}

/** What a one-off task does: writes lines and exits. */
export interface RunOutcome {
  readonly exitCode?: number;
  readonly lines?: readonly string[];
  readonly stoppedReason?: string;
  /** It never ends by itself. */
  readonly hangs?: true;
}

export interface LiveDeployment {
  readonly id: string;
  readonly revisionArn: string;
  readonly outcome: TaskOutcome;
  readonly value: Deployment;
  readonly record: ServiceDeployment;
  /** What the service was to be when this began. */
  readonly settings: LiveService['settings'];
  /** It undoes another. */
  readonly isRollback: boolean;
  failures: number;
}

export interface LiveService {
  readonly cluster: string;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  /** What it was made with and changed to, AWS's defaults filled in. */
  settings: CreateServiceRequest & { taskDefinition: string; desiredCount: number };
  readonly clientToken?: string;
  tags: Tag[];
  /** Where a breaker goes back to: settings of the last deployment that completed. */
  lastGood?: { readonly deployment: string; readonly settings: LiveService['settings'] };
  /** Newest first; the first is PRIMARY. */
  deployments: LiveDeployment[];
  /** Newest first. */
  readonly events: ServiceEvent[];
  /** Oldest first. */
  readonly history: ServiceDeployment[];
  readonly revisions: ServiceRevision[];
  express?: LiveExpress;
}

export interface LiveExpress {
  readonly infrastructureRoleArn: string;
  readonly endpoint: string;
  configuration: ExpressGatewayServiceConfiguration;
  updatedAt: Date;
}

export interface LiveTask {
  readonly cluster: string;
  /** Service's name, where it is a service's. */
  readonly service?: string;
  readonly deployment?: string;
  readonly value: Task & { readonly taskArn: string };
}

export interface EcsState {
  readonly clusters: Map<string, { readonly name: string; readonly status: 'ACTIVE' | 'INACTIVE' }>;
  /** Revisions of each family, oldest first. */
  readonly taskDefinitions: Map<string, LiveTaskDefinition[]>;
  /** By age; inactive ones stay for a while, as AWS shows them. */
  readonly services: LiveService[];
  readonly tasks: LiveTask[];
  /** Set by tests: what new deployments' tasks do, by the service's name. Healthy unless told. */
  readonly outcomes: Map<string, TaskOutcome>;
  /** Set by tests: what one-off tasks do. */
  runOutcome: (task: Task) => RunOutcome;
  /**
   * Set by tests: a breaker that has rolled back forgets the failed deployment, so that everything says
   * COMPLETED (containers-roadmap #1205).
   */
  rollsBackSilently: boolean;
  /** Set by tests: whether an Express update drops Service Connect, which AWS does not say. */
  expressForgetsServiceConnect: boolean;
  /** Set by tests: calls that name a role fail so often, as just after a role was made. */
  freshRoleFailures: number;
  readonly runTokens: Map<string, string>;
}

export const emptyEcs = (): EcsState => ({
  clusters: new Map(),
  taskDefinitions: new Map(),
  services: [],
  tasks: [],
  outcomes: new Map(),
  runOutcome: () => ({ exitCode: 0 }),
  rollsBackSilently: false,
  expressForgetsServiceConnect: false,
  freshRoleFailures: 0,
  runTokens: new Map(),
});
