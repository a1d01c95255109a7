import { createHash } from 'node:crypto';
import type { Environment, Service } from '../model/environment.ts';
import { stackNameOf } from '../model/stack-names.ts';
import type { Artefact, ArtefactKind } from '../render/artefact.ts';
import { canonicalJson } from '../render/canonical-json.ts';
import { fieldsOf } from '../render/plain-values.ts';

export const MANIFEST_FILE = 'manifest.json';
const MANIFEST_SCHEMA = 'manifest/v1';

/** Lists every file with its hash, and in which order which API operation takes what. */
export function renderManifest(environment: Environment, artefacts: readonly Artefact[]): Artefact {
  const { project, name, target, tier, promotesFrom, account, region } = environment;
  const { stateBucket, roles } = environment;
  const value = {
    schema: MANIFEST_SCHEMA,
    project,
    environment: name,
    target,
    ...(tier && { tier }),
    ...(promotesFrom && { promotesFrom }),
    ...(account && { account }),
    region,
    ...(stateBucket && { stateBucket }),
    ...(roles && { roles }),
    ...(environment.holdsRegistry && { repositories: environment.services.map(repositoryOf) }),
    phases: phasesOf(environment, artefacts),
    files: Object.fromEntries(
      artefacts.toSorted(byPath).map(({ path, text, operation, operations }) => [
        path,
        {
          sha256: createHash('sha256').update(text).digest('hex'),
          ...(operation && { operation }),
          ...(operations && { operations }),
        },
      ]),
    ),
  };
  const text = canonicalJson(value);
  return { path: MANIFEST_FILE, environment: name, kind: 'manifest', value, text };
}

/** Whose images a repository holds. */
const repositoryOf = ({ name, repository }: Service) => ({ service: name, repository });

const byPath = (a: Artefact, b: Artefact) => (a.path < b.path ? -1 : 1);

function phasesOf(environment: Environment, artefacts: readonly Artefact[]): object[] {
  const { catalog, target, services } = environment;
  const stacks = artefacts.filter(({ kind }) => kind === 'stack-template');
  const stackSteps = stacks.map((stack) => stackStep(stack, environment, artefacts));
  const serviceSteps = services.map((service) => serviceStep(service, artefacts));
  const scalingSteps = artefacts.filter(({ kind }) => kind === 'scaling').map(scalingStep);
  return [
    ...(stacks.length > 0 ? [{ phase: 'stacks', steps: stackSteps }] : []),
    ...(catalog ? [{ phase: 'seed', steps: [{ ...catalog, operation: 'PutObject' }] }] : []),
    ...(target === 'account' ? [] : [{ phase: 'services', steps: serviceSteps }]),
    ...(scalingSteps.length > 0 ? [{ phase: 'scaling', steps: scalingSteps }] : []),
  ];
}

function stackStep(
  { stack, path, value, operation }: Artefact,
  { prefix, target, tier }: Environment,
  artefacts: readonly Artefact[],
): object {
  const parameters = artefacts.find(
    (one) => one.kind === 'stack-parameters' && one.stack === stack,
  );
  return {
    stack,
    stackName: stack && stackNameOf(prefix, stack),
    operation,
    template: path,
    parameters: parameters?.path,
    capabilities: capabilitiesOf(value),
    // What an account has once, all of its environments stand on.
    terminationProtection: target === 'account' || tier === 'production',
  };
}

/** A name of its own is what makes CAPABILITY_NAMED_IAM necessary (CreateChangeSet, `Capabilities`). */
const IAM_NAMES = ['RoleName', 'ManagedPolicyName', 'UserName', 'GroupName', 'InstanceProfileName'];

/** What CreateChangeSet has to be told that it may do. The template may be wrong in any way: its checks come later. */
function capabilitiesOf(template: unknown): string[] {
  const { Resources } = fieldsOf(template);
  const made = Object.values(fieldsOf(Resources))
    .map(fieldsOf)
    .filter(({ Type }) => String(Type).startsWith('AWS::IAM::'));
  if (made.length === 0) return [];
  const isNamed = made.some(({ Properties }) =>
    IAM_NAMES.some((name) => name in fieldsOf(Properties)),
  );
  return [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'];
}

/** Where nothing is deployed, a service has no input of its own to be made with. */
function serviceStep(service: Service, artefacts: readonly Artefact[]): object {
  const { name, servers, exposure, image } = service;
  const fileOf = (kind: ArtefactKind) =>
    artefacts.find((one) => one.service === name && one.kind === kind);
  const input = fileOf('service');
  const contract = fileOf('contract');
  return {
    service: name,
    dependsOn: servers.map((server) => server.name),
    exposure,
    source: `services/${name}`,
    ...(input && {
      operation: input.operation,
      deployable: image.isSet,
      ...(!image.isSet && { reason: 'no image digest is set' }),
      input: input.path,
    }),
    taskDefinition: fileOf('task-definition')?.path,
    serviceConnect: fileOf('service-connect')?.path,
    ...(contract && { contract: contract.path }),
  };
}

const scalingStep = ({ service, path, operations }: Artefact) => ({
  service,
  operations,
  input: path,
});
