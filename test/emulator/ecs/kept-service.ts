import { createHash, randomUUID } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

/** One rollout of a service. */
export interface KeptRollout {
  readonly deploymentId: string;
  readonly serviceDeploymentArn: string;
  readonly revisionArn: string;
  readonly taskDefinition: string;
  readonly at: number;
  /** What was asked when it began. */
  readonly settings: Json;
}

/** A service as it was asked for: moto keeps little of it. */
export interface KeptService {
  readonly arn: string;
  readonly cluster: string;
  readonly name: string;
  /** Members of `CreateService`, with what each `UpdateService` changed. */
  settings: Json;
  isActive: boolean;
  /** Oldest first. */
  readonly rollouts: KeptRollout[];
  readonly createdAt: number;
  readonly clientToken?: string;
  /** Of an Express service: what it was asked for. */
  express?: Json;
}

/** Members of the call that are not the service's own. */
const NOT_KEPT = ['cluster', 'service', 'serviceName', 'clientToken', 'tags', 'forceNewDeployment'];

export const settingsOf = (input: Json): Json =>
  Object.fromEntries(Object.entries(input).filter(([key]) => !NOT_KEPT.includes(key)));

/** Members whose change replaces the tasks. */
const RESTARTS = [
  'taskDefinition',
  'networkConfiguration',
  'capacityProviderStrategy',
  'launchType',
  'platformVersion',
  'serviceConnectConfiguration',
  'enableExecuteCommand',
  'loadBalancers',
  'serviceRegistries',
  'volumeConfigurations',
  'propagateTags',
  'enableECSManagedTags',
];

export const restarts = (input: Json): boolean =>
  input.forceNewDeployment === true || RESTARTS.some((key) => input[key] !== undefined);

/** A rollout that is complete as soon as it has begun. */
export function beginRollout(service: KeptService): void {
  const [region, account] = service.arn.split(':').slice(3, 5);
  const number = createHash('sha256').update(randomUUID()).digest('hex').slice(0, 19);
  const at = `arn:aws:ecs:${region}:${account}`;
  service.rollouts.push({
    deploymentId: `ecs-svc/${BigInt(`0x${number.slice(0, 15)}`)}`,
    serviceDeploymentArn: `${at}:service-deployment/${service.cluster}/${service.name}/${number}`,
    revisionArn: `${at}:service-revision/${service.cluster}/${service.name}/${number}`,
    taskDefinition: String(service.settings.taskDefinition),
    at: seconds(),
    settings: service.settings,
  });
}

/** JSON protocols tell time in seconds since 1970. */
export const seconds = (): number => Date.now() / 1000;
