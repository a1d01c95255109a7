import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import { clientError, findTaskDefinition, invalid } from './find.ts';
import type { LiveService } from './state.ts';

/** A task definition's ARN, as ECS tells it whatever it was given. */
export function needRevision(world: World, name = ''): string {
  const found = findTaskDefinition(world, name)?.definition;
  if (!found) throw clientError('TaskDefinition not found.');
  if (found.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive');
  return found.taskDefinitionArn;
}

/** Service Connect names ports that the task definition has to have. */
export function checkPorts(
  world: World,
  { taskDefinition, serviceConnectConfiguration }: CreateServiceRequest,
): void {
  const { containerDefinitions = [] } = findTaskDefinition(world, taskDefinition)?.definition ?? {};
  const named = containerDefinitions.flatMap(({ portMappings = [] }) =>
    portMappings.map(({ name }) => name),
  );
  const wrong = serviceConnectConfiguration?.services?.find(
    ({ portName }) => !named.includes(portName),
  );
  if (wrong) {
    throw invalid(
      `portName(${wrong.portName}) does not refer to any named PortMapping in the task definition.`,
    );
  }
}

/** What ECS fills in. */
const DEFAULTS = {
  loadBalancers: [],
  serviceRegistries: [],
  placementConstraints: [],
  placementStrategy: [],
  platformVersion: 'LATEST',
  schedulingStrategy: 'REPLICA',
  deploymentController: { type: 'ECS' },
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  propagateTags: 'NONE',
  availabilityZoneRebalancing: 'ENABLED',
  healthCheckGracePeriodSeconds: 0,
} as const satisfies Partial<CreateServiceRequest>;

const DEPLOYMENT_DEFAULTS = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
  bakeTimeInMinutes: 0,
} as const;

/** What a service is made with, and the defaults that ECS tells of it. */
export const filledIn = (
  input: CreateServiceRequest & { readonly taskDefinition: string },
): LiveService['settings'] => ({
  ...DEFAULTS,
  ...input,
  desiredCount: input.desiredCount ?? 0,
  deploymentConfiguration: { ...DEPLOYMENT_DEFAULTS, ...input.deploymentConfiguration },
});

/** Just after a role was made, not every part of AWS knows it. */
export function failForFreshRole(world: World): void {
  if (world.state.ecs.freshRoleFailures <= 0) return;
  world.state.ecs.freshRoleFailures--;
  throw invalid(
    'ECS was unable to assume the role that was provided for this service. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.',
  );
}
