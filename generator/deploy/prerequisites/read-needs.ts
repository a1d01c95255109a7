import type { Release } from '../release/release.ts';
import { type DeployedService, deployedServices } from './deployed-services.ts';
import { type NeededImage, readImages } from './read-images.ts';
import { type NeededModel, readModels } from './read-models.ts';

/** A secret, and the services whose tasks do not start without it. */
export interface NeededSecret {
  readonly arn: string;
  readonly region: string;
  readonly services: readonly string[];
}

/** What a release needs that others make. Read from files alone. */
export interface Needs {
  readonly images: readonly NeededImage[];
  readonly secrets: readonly NeededSecret[];
  /** ARNs of certificates in AWS Certificate Manager that stacks are given or name. */
  readonly certificates: readonly string[];
  readonly models: readonly NeededModel[];
  /** vCPUs of all tasks on Fargate at their starting counts, without Spot, which has a quota of its own. */
  readonly vcpus: number;
}

/** Only of services that have an image: others are rendered and not deployed. */
export function readNeeds(release: Release): Needs {
  const services = deployedServices(release);
  return {
    images: readImages(services),
    secrets: readSecrets(services),
    certificates: readCertificates(release),
    models: readModels(release, services),
    vcpus: services.reduce((sum, service) => sum + vcpusOf(service), 0),
  };
}

/** `arn:…:secret:name-AbCdEf`, then a key of its JSON, a stage and a version, which are not looked at. */
const SECRET = /^(arn:[\w-]+:secretsmanager:([\w-]+):\d+:secret:[^:]+)/;

function readSecrets(services: readonly DeployedService[]): NeededSecret[] {
  const uses = services.flatMap(({ name, containers }) =>
    containers
      .flatMap(({ secrets = [], logConfiguration, repositoryCredentials }) => [
        ...[...secrets, ...(logConfiguration?.secretOptions ?? [])].map(
          ({ valueFrom }) => valueFrom,
        ),
        repositoryCredentials?.credentialsParameter,
      ])
      .flatMap((from) => {
        const [, arn, region] = SECRET.exec(from ?? '') ?? [];
        return arn && region ? [{ arn, region, name }] : [];
      }),
  );
  return [...Map.groupBy(uses, ({ arn }) => arn)].map(([arn, own]) => ({
    arn,
    region: own[0]?.region ?? '',
    services: [...new Set(own.map(({ name }) => name))],
  }));
}

const CERTIFICATE = /^arn:[\w-]+:acm:[\w-]+:\d+:certificate\/[\w-]+$/;

function readCertificates({ wiring }: Release): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && CERTIFICATE.test(value)) found.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  for (const { given, resources } of wiring.stacks) {
    walk([...given.values()]);
    for (const { properties } of resources) walk(properties);
  }
  return [...found].sort();
}

/** Parts of a vCPU that a task's `cpu` counts. */
const UNITS = 1024;

function vcpusOf({ task, service, express }: DeployedService): number {
  const providers = service?.value.capacityProviderStrategy ?? [];
  if (providers.some(({ capacityProvider }) => capacityProvider === 'FARGATE_SPOT')) return 0;
  const count = service?.value.desiredCount ?? express?.value.scalingTarget?.minTaskCount ?? 1;
  return (count * Number(task.value.cpu ?? 0)) / UNITS;
}
