import type { ContainerDefinition, PortMapping, ServiceConnectService } from '@aws-sdk/client-ecs';
import type { Path } from '../config/located.ts';
import type { Artefact } from '../render/artefact.ts';
import { type EcsInputs, type EcsKind, ecsKindOf } from './ecs-input.ts';

/** A rendered file and what it means. */
export interface File<Value> {
  readonly artefact: Artefact;
  readonly value: Value;
}

/** A name and port under which other services reach a server. */
export interface Alias {
  readonly host: string;
  readonly port: number;
  readonly path: Path;
}

/** An entry of a server's Service Connect file, with the port mapping that it names. */
export interface ServerEntry {
  readonly entry: ServiceConnectService;
  readonly path: Path;
  readonly aliases: readonly Alias[];
  readonly mapping: PortMapping | undefined;
  /** The port that callers' traffic comes in on. */
  readonly ingressPort: number | undefined;
}

/** One service with all of its files. */
export interface WiredService {
  readonly name: string;
  /** Services that are started before this one. */
  readonly dependsOn: readonly string[];
  readonly task: File<EcsInputs['task-definition']>;
  readonly containers: readonly ContainerDefinition[];
  readonly connect: File<EcsInputs['service-connect']> | undefined;
  readonly service: File<EcsInputs['service']> | undefined;
  readonly express: File<EcsInputs['express-service']> | undefined;
  readonly scaling: File<EcsInputs['scaling']> | undefined;
  readonly entries: readonly ServerEntry[];
}

/** Puts the files of one service together; nothing when it has no task definition. */
export function readService(
  name: string,
  artefacts: readonly Artefact[],
  dependsOn: readonly string[],
): WiredService | undefined {
  const file = <Kind extends EcsKind>(kind: Kind): File<EcsInputs[Kind]> | undefined => {
    const artefact = artefacts.find((one) => ecsKindOf(one) === kind);
    return artefact && { artefact, value: artefact.value as EcsInputs[Kind] };
  };
  const task = file('task-definition');
  if (!task) return undefined;
  const containers = task.value.containerDefinitions ?? [];
  const connect = file('service-connect');
  return {
    name,
    dependsOn,
    task,
    containers,
    connect,
    service: file('service'),
    express: file('express-service'),
    scaling: file('scaling'),
    entries: (connect?.value.services ?? []).map((entry, index) =>
      readEntry(entry, ['services', index], containers, connect?.value.namespace),
    ),
  };
}

function readEntry(
  entry: ServiceConnectService,
  path: Path,
  containers: readonly ContainerDefinition[],
  namespace: string | undefined,
): ServerEntry {
  const mapping = containers
    .flatMap(({ portMappings = [] }) => portMappings)
    .find(({ name }) => name !== undefined && name === entry.portName);
  // ECS's own default (ServiceConnectClientAlias, `dnsName`).
  const discoveryName = entry.discoveryName ?? entry.portName;
  const aliases = (entry.clientAliases ?? []).map(({ port = 0, dnsName }, index) => ({
    host: dnsName ?? `${discoveryName}.${namespace}`,
    port,
    path: [...path, 'clientAliases', index],
  }));
  const ingressPort = entry.ingressPortOverride ?? mapping?.containerPort;
  return { entry, path, aliases, mapping, ingressPort };
}
