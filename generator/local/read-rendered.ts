import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import {
  accept,
  gather,
  type RenderedFile,
  type RenderedFolder,
  readRenderedFile,
  unusable,
} from './rendered-file.ts';
import {
  type HealthCheck,
  manifestSchema,
  type ServiceConnect,
  seedStepsSchema,
  serviceConnectSchema,
  serviceStepsSchema,
  taskDefinitionSchema,
} from './rendered-schema.ts';

const MANIFEST_SCHEMA = 'manifest/v1';

export interface Seed {
  readonly bucket: string;
  readonly key: string;
  /** Absolute path of the file that becomes the object. */
  readonly file: string;
}

/** One service as its rendered files describe it. */
export interface RenderedService {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly exposure: string;
  /** Absolute path of the folder that the command runs in. */
  readonly folder: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly ports: readonly { readonly name?: string | undefined; readonly containerPort: number }[];
  readonly healthCheck?: HealthCheck | undefined;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  readonly serviceConnect: ServiceConnect;
}

export interface RenderedEnvironment {
  readonly project: string;
  readonly name: string;
  readonly region: string;
  readonly seeds: readonly Seed[];
  readonly services: readonly RenderedService[];
}

type ServiceStep = z.output<typeof serviceStepsSchema>[number];

/**
 * Reads what `render` wrote for one environment.
 *
 * @throws {Failure} `local/file` for everything that is missing or unusable, all at once
 */
export function readRendered(root: string, environmentFolder: string): RenderedEnvironment {
  const place = { root, folder: `${environmentFolder}/rendered` };
  const manifestFile = readRenderedFile('manifest.json', place);
  const manifest = readManifest(manifestFile);
  const steps = <Schema extends z.ZodType>(phase: string, schema: Schema) => {
    const ofPhase = manifest.phases.filter((each) => each.phase === phase);
    return accept(schema, { ...manifestFile, value: ofPhase.flatMap((each) => each.steps) });
  };
  const seedSteps = steps('seed', seedStepsSchema);
  const serviceSteps = steps('services', serviceStepsSchema);

  const problems = [
    ...seedProblems(seedSteps, root),
    ...orderProblems(serviceSteps, manifestFile.file),
  ];
  const services = serviceSteps.flatMap((step) => gather(problems, () => readService(step, place)));
  if (problems.length > 0) throw new Failure(problems);
  return {
    project: manifest.project,
    name: manifest.environment,
    region: manifest.region,
    seeds: seedSteps.map(({ bucket, key, source }) => ({ bucket, key, file: join(root, source) })),
    services,
  };
}

function readManifest(manifest: RenderedFile): z.output<typeof manifestSchema> {
  const { schema } = accept(z.object({ schema: z.string() }), manifest);
  if (schema !== MANIFEST_SCHEMA) {
    throw unusable(manifest, `has the schema ${schema}, this runner reads ${MANIFEST_SCHEMA}`);
  }
  const accepted = accept(manifestSchema, manifest);
  if (accepted.target === 'local') return accepted;
  const message = `${manifest.file} is for the target ${accepted.target}; only an environment with \`target: local\` runs on this machine`;
  throw new Failure([{ code: 'local/file', severity: 'error', file: manifest.file, message }]);
}

function readService(step: ServiceStep, place: RenderedFolder): RenderedService {
  const file = readRenderedFile(step.taskDefinition, place);
  const [container] = accept(taskDefinitionSchema, file).containerDefinitions;
  const command = [...container.entryPoint, ...container.command];
  if (command.length === 0) throw unusable(file, 'names no command');
  return {
    name: step.service,
    dependsOn: step.dependsOn,
    exposure: step.exposure,
    folder: sourceFolder(step, place),
    command,
    environment: Object.fromEntries(container.environment.map(({ name, value }) => [name, value])),
    secrets: container.secrets.map(({ name }) => name),
    ports: container.portMappings,
    healthCheck: container.healthCheck,
    stopTimeout: container.stopTimeout,
    serviceConnect: step.serviceConnect
      ? accept(serviceConnectSchema, readRenderedFile(step.serviceConnect, place))
      : { enabled: false, services: [] },
  };
}

function sourceFolder(step: ServiceStep, { root }: RenderedFolder): string {
  const folder = join(root, step.source);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new Failure([
    {
      code: 'local/file',
      severity: 'error',
      file: step.source,
      message: `the source folder ${step.source} of the service ${step.service} does not exist`,
      hint: 'every service of the config has its code in a folder of its own',
    },
  ]);
}

function seedProblems(seeds: z.output<typeof seedStepsSchema>, root: string): Diagnostic[] {
  return seeds
    .filter(({ source }) => !statSync(join(root, source), { throwIfNoEntry: false })?.isFile())
    .map(({ source, bucket, key }) => ({
      code: 'local/file',
      severity: 'error',
      file: source,
      message: `${source}, the source of the object ${key} in the bucket ${bucket}, does not exist`,
    }));
}

/** The manifest promises dependency order; a name that comes later, or never, would be waited for in vain. */
function orderProblems(steps: readonly ServiceStep[], file: string): Diagnostic[] {
  return steps.flatMap((step, index) => {
    const earlier = new Set(steps.slice(0, index).map(({ service }) => service));
    return step.dependsOn
      .filter((name) => !earlier.has(name))
      .map((name) => ({
        code: 'local/file' as const,
        severity: 'error' as const,
        file,
        message: `${step.service} depends on ${name}, which does not stand before it in ${file}`,
        hint: 'services must not depend on one another in a circle',
      }));
  });
}
