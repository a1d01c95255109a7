import { createHash } from 'node:crypto';
import type { Environment, Service } from '../model/environment.ts';
import type { Artefact } from './artefact.ts';
import { serviceOperation } from './artefact-table.ts';
import { canonicalJson } from './canonical-json.ts';

export const MANIFEST_FILE = 'manifest.json';
const MANIFEST_SCHEMA = 'manifest/v1';

/** Lists every file with its hash, and in which order which API operation takes what. */
export function renderManifest(environment: Environment, artefacts: readonly Artefact[]): Artefact {
  const { project, name, target, account, region } = environment;
  const value = {
    schema: MANIFEST_SCHEMA,
    project,
    environment: name,
    target,
    ...(account && { account }),
    region,
    phases: phasesOf(environment, artefacts),
    files: Object.fromEntries(
      artefacts.toSorted(byPath).map(({ path, text, operation }) => [
        path,
        {
          sha256: createHash('sha256').update(text).digest('hex'),
          ...(operation && { operation }),
        },
      ]),
    ),
  };
  return { path: MANIFEST_FILE, kind: 'manifest', value, text: canonicalJson(value) };
}

const byPath = (a: Artefact, b: Artefact) => (a.path < b.path ? -1 : 1);

function phasesOf(environment: Environment, artefacts: readonly Artefact[]): object[] {
  const { catalog, target } = environment;
  const stacks = artefacts.filter(({ kind }) => kind === 'stack-template');
  return [
    ...(stacks.length > 0
      ? [{ phase: 'stacks', steps: stacks.map((stack) => stackStep(stack, environment)) }]
      : []),
    ...(catalog ? [{ phase: 'seed', steps: [{ ...catalog, operation: 'PutObject' }] }] : []),
    ...(target === 'account'
      ? []
      : [
          { phase: 'services', steps: environment.services.map((one) => serviceStep(one, target)) },
        ]),
  ];
}

function stackStep({ stack, path, value, operation }: Artefact, { prefix }: Environment): object {
  return {
    stack,
    stackName: `${prefix}-${stack}`,
    operation,
    template: path,
    parameters: `stacks/${stack}.parameters.json`,
    capabilities: capabilitiesOf(value),
  };
}

/** What CreateChangeSet has to be told that it may do. */
function capabilitiesOf(template: unknown): string[] {
  const { Resources = {} } = template as { Resources?: Record<string, { Type: string }> };
  const types = Object.values(Resources).map(({ Type }) => Type);
  return types.some((type) => type.startsWith('AWS::IAM::')) ? ['CAPABILITY_IAM'] : [];
}

function serviceStep(service: Service, target: Environment['target']): object {
  const { name, servers, exposure, image } = service;
  return {
    service: name,
    dependsOn: servers.map((server) => server.name),
    exposure,
    source: `services/${name}`,
    ...(target === 'aws' && {
      operation: serviceOperation(service),
      deployable: image.isSet,
      ...(!image.isSet && { reason: 'no image digest is set' }),
      input: `services/${name}.json`,
    }),
    taskDefinition: `task-definitions/${name}.json`,
    serviceConnect: `service-connect/${name}.json`,
  };
}
