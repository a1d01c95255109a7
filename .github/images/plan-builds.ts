import type { Service } from './read-services.ts';

/** One job: an image to build, on a machine of its own architecture. */
export interface Build {
  readonly service: string;
  readonly dockerfile: string;
  readonly repository: string;
  /** Host of the registry, to log in at. */
  readonly registry: string;
  readonly region: string;
  /** ARN of the role that may push. */
  readonly role: string;
  readonly platform: string;
  readonly runner: string;
}

/** No image is emulated: what is compiled during a build is then of the right kind, and fast. */
const MACHINES: Readonly<Record<string, { readonly platform: string; readonly runner: string }>> = {
  X86_64: { platform: 'linux/amd64', runner: 'ubuntu-24.04' },
  ARM64: { platform: 'linux/arm64', runner: 'ubuntu-24.04-arm' },
};

/** @throws {Error} for an architecture that no runner has, and a repository that is not Amazon ECR's */
export function planBuild({ name, source, architecture, repository }: Service): Build {
  const machine = MACHINES[architecture];
  if (!machine) throw new Error(`${name} runs on ${architecture}, which no runner has`);
  const form = /^((\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?)\/([a-z0-9-]+)\//;
  const [, registry, account, region, china, project] = form.exec(repository) ?? [];
  if (registry === undefined || region === undefined) {
    throw new Error(`${name}: ${repository} is no repository of Amazon ECR`);
  }
  return {
    service: name,
    dockerfile: `${source}/Dockerfile`,
    repository,
    registry,
    region,
    role: `arn:aws${china ? '-cn' : ''}:iam::${account}:role/${project}-push-images`,
    ...machine,
  };
}
