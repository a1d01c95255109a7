import { partitionOf } from '../model/partitions.ts';
import type { Artefact, Bundle } from '../render/artefact.ts';
import { type Call, readCalls } from './calls.ts';
import type { Place } from './known-attributes.ts';
import { type Manifest, readManifest, stepsOf } from './read-manifest.ts';
import { type RoleUse, readRoleUses } from './role-uses.ts';
import { type Role, readRoles } from './roles.ts';
import { groupIdsOf, type Opening, readOpenings } from './security-groups.ts';
import { type ResolveOutput, type Resource, Stack } from './stack.ts';
import {
  readReferences,
  resolveOutput,
  resourceBehind,
  type WrittenReference,
} from './stack-outputs.ts';
import { readService, type WiredService } from './wired-service.ts';

/** One environment's files as what they say about one another. */
export interface Wiring {
  readonly environment: string;
  readonly artefacts: readonly Artefact[];
  readonly manifest: Manifest;
  readonly place: Place;
  /** In the order in which they are deployed. */
  readonly stacks: readonly Stack[];
  /** Values that refer to stack outputs. */
  readonly references: readonly WrittenReference[];
  readonly services: readonly WiredService[];
  /** Who calls whom, by the environment values of its containers. */
  readonly calls: readonly Call[];
  readonly roles: readonly Role[];
  readonly roleUses: readonly RoleUse[];
  /** What security groups let in and out. */
  readonly openings: { readonly ingress: readonly Opening[]; readonly egress: readonly Opening[] };
  /** The security groups in which a service's tasks stand. */
  readonly groupsOf: (service: WiredService) => readonly Resource[];
  readonly resolve: ResolveOutput;
  /** The resource that a reference to a stack's output, or a worked-out value, stands for. */
  readonly behind: (value: unknown) => Resource | undefined;
  readonly resourcesOf: (type: string) => readonly Resource[];
}

/** Reads a bundle whose ECS files have the right types. */
export function readWiring({ environment, artefacts }: Bundle): Wiring {
  const manifest = readManifest(artefacts);
  const { region, account = '' } = manifest;
  const place = { partition: partitionOf(region), region, account };
  const stacks: Stack[] = [];
  // A parameter may refer to any stack; which is deployed first is a rule's question.
  const resolve: ResolveOutput = (value) => resolveOutput(value, stacks);
  stacks.push(...readStacks(artefacts, manifest, place, resolve));
  const services = readServices(artefacts, manifest);
  const byType = Map.groupBy(
    stacks.flatMap(({ resources }) => resources),
    ({ type }) => type,
  );
  const resourcesOf = (type: string) => byType.get(type) ?? [];
  const found = new Map<unknown, Resource | undefined>();
  const behind = (value: unknown) => {
    if (!found.has(value)) found.set(value, resourceBehind(resolve(value), stacks));
    return found.get(value);
  };
  const roles = readRoles(resourcesOf);
  const groups = new Map(
    services.map((one) => [one, groupIdsOf(one).flatMap((id) => behind(id) ?? [])]),
  );
  return {
    environment,
    artefacts,
    manifest,
    place,
    stacks,
    references: readReferences(artefacts),
    services,
    calls: readCalls(services),
    roles,
    roleUses: readRoleUses(services, roles, behind),
    openings: {
      ingress: readOpenings('ingress', resourcesOf, behind),
      egress: readOpenings('egress', resourcesOf, behind),
    },
    groupsOf: (service) => groups.get(service) ?? [],
    resolve,
    behind,
    resourcesOf,
  };
}

function readStacks(
  artefacts: readonly Artefact[],
  manifest: Manifest,
  place: Place,
  resolve: ResolveOutput,
): Stack[] {
  return stepsOf(manifest, 'stacks').flatMap(({ stack, stackName = '' }) => {
    const own = artefacts.filter((one) => one.stack === stack);
    const template = own.find(({ kind }) => kind === 'stack-template');
    const parameters = own.find(({ kind }) => kind === 'stack-parameters');
    return template ? [new Stack(template, parameters, { ...place, stackName }, resolve)] : [];
  });
}

function readServices(artefacts: readonly Artefact[], manifest: Manifest): WiredService[] {
  const steps = stepsOf(manifest, 'services');
  const byService = Map.groupBy(artefacts, ({ service }) => service ?? '');
  return [...byService].flatMap(([name, files]) => {
    const step = steps.find(({ service }) => service === name);
    return readService(name, files, step?.dependsOn ?? []) ?? [];
  });
}
