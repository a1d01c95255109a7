import type { ScalableTarget, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type {
  ECSExpressGatewayService,
  Deployment as EcsDeployment,
  ExpressGatewayServiceConfiguration,
  Service,
  Tag,
  TaskDefinition,
} from '@aws-sdk/client-ecs';

/** A revision of a task definition as AWS tells it. */
export interface LiveTaskDefinition {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/** What Application Auto Scaling does to a service. */
export interface LiveScaling {
  readonly target: ScalableTarget;
  readonly policies: readonly ScalingPolicy[];
}

/** A service as it stands in AWS. One that is rendered and not made yet has a name only. */
export interface LiveService {
  readonly name: string;
  /** Nothing when there is none, or one that is gone. */
  readonly service?: Service;
  /** What more is told of an Express service. */
  readonly express?: ECSExpressGatewayService;
  /** The revision that its tasks are started from. */
  readonly running?: LiveTaskDefinition;
  /** The newest active revision of its family. */
  readonly latest?: LiveTaskDefinition;
  /** The revision that somebody asked for, as a rollback does. */
  readonly asked?: LiveTaskDefinition;
  readonly scaling?: LiveScaling;
}

export interface LiveServices {
  /** Those that are rendered, in the order in which they are deployed. */
  readonly services: readonly LiveService[];
  /** Those that carry the environment's tags and are rendered no longer. */
  readonly removed: readonly LiveService[];
}

/** Whether a service takes updates. One that drains still holds its name. */
export const isActive = ({ service }: LiveService): boolean => service?.status === 'ACTIVE';

/** Services whose load balancer and scaling Amazon ECS keeps itself. */
export const isExpress = ({ service, express }: LiveService): boolean =>
  express !== undefined || service?.resourceManagementType === 'ECS';

export const operationOf = (live: LiveService): ServiceOperation =>
  isExpress(live) ? 'CreateExpressGatewayService' : 'CreateService';

/** Operations that make a service. */
export type ServiceOperation = 'CreateService' | 'CreateExpressGatewayService';

/** The deployment that a service is brought to, or was. */
export const primaryOf = ({ service }: LiveService): EcsDeployment | undefined =>
  primaryDeployment(service);

export const primaryDeployment = (service: Service | undefined): EcsDeployment | undefined =>
  service?.deployments?.find(({ status }) => status === 'PRIMARY');

/** The newest configuration of an Express service: while one is deployed there are two. */
export const configurationOf = ({
  express,
}: LiveService): ExpressGatewayServiceConfiguration | undefined =>
  [...(express?.activeConfigurations ?? [])].sort(
    (a, b) => Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0),
  )[0];

/** ARN of the revision that a service starts its tasks from. */
export const runningRevision = (live: LiveService): string | undefined =>
  primaryOf(live)?.taskDefinition ??
  live.service?.taskDefinition ??
  configurationOf(live)?.taskDefinitionArn;

/** Tags that people and files give; AWS keeps its own. */
export const givenTags = (tags: readonly Tag[] = []): Tag[] =>
  tags.filter(({ key }) => !key?.startsWith('aws:'));
