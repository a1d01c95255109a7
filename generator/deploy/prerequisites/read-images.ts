import type { DeployedService } from './deployed-services.ts';

/** An image in Amazon ECR, and who runs it. */
export interface NeededImage {
  readonly registryId: string;
  readonly region: string;
  readonly repository: string;
  /** `sha256:…`, or a tag where none is set. */
  readonly id: { readonly imageDigest: string } | { readonly imageTag: string };
  /** As image indexes spell it (OCI, `platform.architecture`). */
  readonly architecture: string;
  readonly services: readonly string[];
}

const ECR =
  /^(?<registryId>\d{12})\.dkr\.ecr\.(?<region>[\w-]+)\.amazonaws\.[\w.]+\/(?<repository>[^:@]+)(?:@(?<digest>sha256:[0-9a-f]{64})|:(?<tag>[\w.-]+))$/;

/** What ECS calls a processor and what images do. X86_64 is ECS's own default (RuntimePlatform). */
const ARCHITECTURES: Readonly<Record<string, string>> = { X86_64: 'amd64', ARM64: 'arm64' };

/** Images of other registries, such as public ones, can't be asked for by an AWS API. */
export function readImages(services: readonly DeployedService[]): NeededImage[] {
  const uses = services.flatMap(({ name, task, containers }) =>
    containers.flatMap(({ image = '' }) => {
      const { registryId, region, repository, digest, tag } = ECR.exec(image)?.groups ?? {};
      if (!registryId || !region || !repository) return [];
      const id = digest === undefined ? { imageTag: tag ?? '' } : { imageDigest: digest };
      const cpu = task.value.runtimePlatform?.cpuArchitecture ?? 'X86_64';
      const architecture = ARCHITECTURES[cpu] ?? cpu;
      return [{ image, name, registryId, region, repository, id, architecture }];
    }),
  );
  const same = Map.groupBy(uses, ({ image, architecture }) => `${image} ${architecture}`);
  return [...same.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { image: _, name: __, ...rest } = first;
    return [{ ...rest, services: [...new Set(own.map(({ name }) => name))] }];
  });
}
