import type { ServiceConnectConfiguration } from '@aws-sdk/client-ecs';
import type { Detail } from '../../diff/entry.ts';
import { type Effect, effectOf } from '../../diff/services/deployment-effects.ts';
import { valueChanges } from '../../diff/value-changes.ts';
import { type Fields, fieldsOf, textsOf } from '../../render/plain-values.ts';
import type { EcsKind } from '../../wiring/ecs-input.ts';
import {
  configurationOf,
  givenTags,
  type LiveService,
  operationOf,
  primaryOf,
  runningRevision,
} from './live-service.ts';
import { namedOnly, plainInput } from './plain-input.ts';
import { expressMembers, type Member, serviceMembers } from './service-members.ts';
import { chooseRevision, taskChanges } from './task-definitions.ts';
import type { ServiceShape, WantedService } from './wanted-service.ts';

/** One value that differs from what AWS has: `before` is live, `after` is wanted. */
export interface ServiceChange extends Detail {
  /** The file that says so. */
  readonly kind: EcsKind;
  readonly effect: Effect;
}

/** Stands for a revision that is registered when the plan is executed. */
export const NEW_REVISION = 'a new revision';

/**
 * Everything in which a service differs from its files: what its tasks are started from, its own
 * settings, Service Connect and tags. Secrets are not hidden yet. Nothing for one that does not exist.
 */
export function compareService(wanted: WantedService, live: LiveService): ServiceChange[] {
  if (!live.service) return [];
  const made = operationOf(live);
  if (made !== wanted.operation) {
    const operation = { path: 'operation', before: made, after: wanted.operation };
    // A service can't be changed from or to Express.
    return [{ ...operation, kind: kindOf(wanted), effect: 'recreates' }];
  }
  const intended = chooseRevision(wanted.task, live);
  const running = runningRevision(live);
  const revision =
    intended === running
      ? []
      : [{ path: 'taskDefinition', before: running, after: intended ?? NEW_REVISION }];
  return [
    ...changesOf(kindOf(wanted), revision),
    ...(revision.length > 0
      ? changesOf('task-definition', taskChanges(wanted.task, live.running))
      : []),
    ...compareShape(wanted, live),
  ];
}

/** As `compareService`, without what tasks are started from. */
export function compareShape(wanted: ServiceShape, live: LiveService): ServiceChange[] {
  const before = connectOf(primaryOf(live)?.serviceConnectConfiguration);
  return [
    ...changesOf(kindOf(wanted), [
      ...memberChanges(wanted, live),
      ...countChanges(wanted, live),
      ...valueChanges(
        { tags: plainInput(givenTags(live.service?.tags)) },
        { tags: plainInput(wanted.input.tags ?? []) },
      ),
    ]),
    ...changesOf('service-connect', valueChanges(before, connectOf(wanted.connect))),
  ];
}

const kindOf = ({ operation }: ServiceShape): EcsKind =>
  operation === 'CreateService' ? 'service' : 'express-service';

const changesOf = (kind: EcsKind, details: readonly Detail[]): ServiceChange[] =>
  details.map((detail) => ({ ...detail, kind, effect: effectOf(kind, detail.path) }));

function memberChanges({ operation, input }: ServiceShape, live: LiveService): Detail[] {
  const members: Readonly<Record<string, Member>> =
    operation === 'CreateService' ? serviceMembers : expressMembers;
  const isKnown = operation === 'CreateService' || configurationOf(live) !== undefined;
  // AWS tells the configuration of an Express service once it is served.
  const compared = isKnown ? Object.entries(members) : [];
  return compared.flatMap(([name, { read, otherwise }]) => {
    const wanted = withZeros(name, fieldsOf(input)[name] ?? otherwise);
    if (wanted === undefined) return [];
    const told = namedOnly(wanted, withZeros(name, read(live)));
    const before = operation === 'CreateService' ? told : withoutOwnGroups(told, wanted);
    return valueChanges(plainInput({ [name]: before }), plainInput({ [name]: wanted }));
  });
}

/** Amazon ECS adds a security group of its own to those of an Express service. */
function withoutOwnGroups(told: unknown, wanted: unknown): unknown {
  const groups = textsOf(fieldsOf(wanted).securityGroups);
  if (groups.length === 0) return told;
  const kept = textsOf(fieldsOf(told).securityGroups).filter((group) => groups.includes(group));
  return { ...fieldsOf(told), securityGroups: kept };
}

/** A strategy's weight and base are 0 where they are not said (`CapacityProviderStrategyItem`). */
const withZeros = (name: string, value: unknown): unknown =>
  name === 'capacityProviderStrategy' && Array.isArray(value)
    ? value.map((item) => ({ weight: 0, base: 0, ...fieldsOf(item) }))
    : value;

/** Where scaling owns the number of tasks, a file's counts only when the service is made (ADR 11). */
function countChanges({ operation, input, isScaled }: ServiceShape, live: LiveService): Detail[] {
  if (operation !== 'CreateService' || isScaled || input.desiredCount === undefined) return [];
  return valueChanges(
    { desiredCount: live.service?.desiredCount },
    { desiredCount: input.desiredCount },
  );
}

/** Service Connect as it reads with AWS's own defaults taken for granted; switched off, it is nothing. */
function connectOf(connect: ServiceConnectConfiguration | undefined): unknown {
  if (!connect?.enabled) return {};
  const { services = [], accessLogConfiguration, ...rest } = connect;
  return plainInput({
    serviceConnectConfiguration: {
      ...rest,
      // The name of the port mapping, where nothing is said (`ServiceConnectService`, `discoveryName`).
      services: services.map((one) => ({ discoveryName: one.portName, ...defined(one) })),
      ...(accessLogConfiguration && {
        accessLogConfiguration: {
          includeQueryParameters: 'DISABLED',
          ...defined(accessLogConfiguration),
        },
      }),
    },
  });
}

const defined = (value: object): Fields =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
