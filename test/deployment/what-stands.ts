import { lockKey } from '../../generator/deploy/state/lock.ts';
import type { DeploymentRecord } from '../../generator/deploy/state/record.ts';
import type { ScriptedAws } from '../scripted-aws/scripted-aws.ts';
import { currentOf } from '../scripted-aws/services/s3/state.ts';
import type { DeployWorld } from './deploy-world.ts';

/** An object of the state bucket as it stands. */
function readState({ aws, release }: DeployWorld, key: string): string | undefined {
  const bucket = aws.state.s3.buckets.get(release().manifest.stateBucket ?? '');
  return bucket && currentOf(bucket, key)?.body.toString();
}

/** The text of the environment's lock; nothing when nobody holds it. */
export const lockOf = (world: DeployWorld): string | undefined =>
  readState(world, lockKey(world.environment));

/** The records of the environment, the oldest first. */
export function recordsOf(world: DeployWorld): DeploymentRecord[] {
  const { aws, release, environment } = world;
  const bucket = aws.state.s3.buckets.get(release().manifest.stateBucket ?? '');
  const keys = new Set(bucket?.versions.map(({ key }) => key));
  return [...keys]
    .filter((key) => key.startsWith(`environments/${environment}/records/`))
    .sort()
    .map((key) => JSON.parse(readState(world, key) ?? 'null'));
}

/** How each run ended, in order. */
export const resultsOf = (world: DeployWorld): string[] =>
  recordsOf(world).map(({ result }) => result);

/** Status of each stack that is there, by its name in this repository. */
export const stacksOf = ({ aws }: DeployWorld): Record<string, string> =>
  Object.fromEntries(
    aws.state.cloudFormation.stacks
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map(({ name, status }) => [name.split('-').slice(2).join('-'), status]),
  );

const family = (arn: string): string => arn.split('/').at(-1) ?? '';

/** Revision of each service that is not deleted, by its name, such as `shop-staging-agent:1`. */
export const servicesOf = ({ aws }: DeployWorld): Record<string, string> =>
  Object.fromEntries(
    aws.state.ecs.services
      .filter(({ status }) => status !== 'INACTIVE')
      .map(({ name, settings }) => [name, family(settings.taskDefinition)])
      .sort(),
  );

/**
 * What an environment comes down to once all is quiet: nothing in it depends on how often something was
 * tried, on times, or on ids that AWS makes up.
 */
export function essenceOf(world: DeployWorld) {
  const { aws } = world;
  const { ecs, scaling, s3, cloudFormation } = aws.state;
  return {
    stacks: cloudFormation.stacks
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map(({ name, status, content, resources }) => ({
        name,
        isSteady: /^(CREATE|UPDATE)_COMPLETE$/.test(status),
        text: content?.text,
        parameters: content?.parameters.map(({ ParameterKey, ParameterValue }) => [
          ParameterKey,
          isMadeUp(ParameterValue) ? '' : ParameterValue,
        ]),
        tags: content?.tags.map(({ Key, Value }) => `${Key}=${Value}`).sort(),
        resources: [...resources.keys()].sort(),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    services: ecs.services
      .filter(({ status }) => status !== 'INACTIVE')
      .map((service) => essenceOfService(service, aws))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    scaling: [...scaling.targets.keys(), ...scaling.policies.keys()].sort(),
    objects: [...s3.buckets]
      .filter(([name]) => !name.includes('-state-'))
      .flatMap(([name, { versions }]) => versions.map(({ key }) => `${name}/${key}`))
      .filter((one, index, all) => all.indexOf(one) === index)
      .sort(),
  };
}

/** An id that AWS gave, which differs each time. */
const isMadeUp = (value: string | undefined): boolean =>
  /^(vpc|subnet|sg|rtb|vpce)-/.test(value ?? '');

function essenceOfService(
  service: ScriptedAws['state']['ecs']['services'][number],
  { state }: ScriptedAws,
) {
  const { settings } = service;
  const definition = state.ecs.taskDefinitions
    .get(family(settings.taskDefinition).split(':')[0] ?? '')
    ?.find((one) => one.definition.taskDefinitionArn === settings.taskDefinition)?.definition;
  const running = state.ecs.tasks.filter(
    (task) => task.service === service.name && task.value.lastStatus === 'RUNNING',
  );
  return {
    name: service.name,
    status: service.status,
    images: definition?.containerDefinitions?.map(({ image }) => image),
    desired: settings.desiredCount,
    connect: settings.serviceConnectConfiguration?.services?.map(({ portName }) => portName) ?? [],
    isConnected: settings.serviceConnectConfiguration?.enabled ?? false,
    tags: service.tags.map(({ key, value }) => `${key}=${value}`).sort(),
    deployments: service.deployments.map(({ value }) => value.rolloutState),
    running: running.length,
    isRunningIt: running.every(({ value }) => value.taskDefinitionArn === settings.taskDefinition),
  };
}
