import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A service as an environment runs it, and where its image goes. */
export interface Service {
  readonly name: string;
  /** Folder with its Dockerfile, from the root. */
  readonly source: string;
  /** As ECS writes it: `X86_64` or `ARM64`. */
  readonly architecture: string;
  /** Whole name without a tag, such as `111111111111.dkr.ecr.us-west-2.amazonaws.com/shop/page`. */
  readonly repository: string;
}

interface Manifest {
  readonly project: string;
  readonly phases: readonly { readonly phase: string; readonly steps: readonly Step[] }[];
}

interface Step {
  readonly service: string;
  readonly source: string;
  readonly taskDefinition: string;
}

interface TaskDefinition {
  readonly runtimePlatform: { readonly cpuArchitecture: string };
  readonly containerDefinitions: readonly { readonly image: string }[];
}

/** The services of an environment, from its rendered files. */
export function readServices(root: string, environment: string): readonly Service[] {
  const read = (path: string) =>
    JSON.parse(readFileSync(join(root, 'environments', environment, 'rendered', path), 'utf8'));
  const { project, phases }: Manifest = read('manifest.json');
  const steps = phases.find(({ phase }) => phase === 'services')?.steps ?? [];
  return steps.map(({ service, source, taskDefinition }) => {
    const { runtimePlatform, containerDefinitions }: TaskDefinition = read(taskDefinition);
    const end = `/${project}/${service}`;
    const names = containerDefinitions.map(({ image }) => image.replace(/[:@][^/]*$/, ''));
    const repository = names.find((name) => name.endsWith(end));
    if (!repository) throw new Error(`${taskDefinition} runs no image of a repository …${end}`);
    return { name: service, source, architecture: runtimePlatform.cpuArchitecture, repository };
  });
}
