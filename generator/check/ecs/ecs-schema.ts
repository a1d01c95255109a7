import { createRequire } from 'node:module';
import type * as AutoScaling from '@aws-sdk/client-application-auto-scaling';
import {
  CreateExpressGatewayServiceRequest$,
  CreateServiceRequest$,
  RegisterTaskDefinitionRequest$,
  ServiceConnectConfiguration$,
} from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { isMap } from '../../render/plain-values.ts';
import type { EcsKind } from '../../wiring/ecs-input.ts';
import { compareWithSchema, type SchemaFinding, unknownMember, wrongType } from './sdk-schema.ts';

/** The SDK's schema of what each kind of file feeds. */
const SCHEMAS = {
  'task-definition': RegisterTaskDefinitionRequest$,
  service: CreateServiceRequest$,
  'express-service': CreateExpressGatewayServiceRequest$,
  'service-connect': ServiceConnectConfiguration$,
} as const;

/** The meaning of a rendered file is frozen, so what was found in it stays true. */
const known = new WeakMap<object, { kind: EcsKind; found: readonly SchemaFinding[] }>();

/**
 * Holds a value against the AWS SDK's own schema, which the SDK itself does not do: it drops unknown
 * members silently and leaves the rest to the service.
 */
export function findSchemaProblems(kind: EcsKind, value: unknown): readonly SchemaFinding[] {
  if (typeof value !== 'object' || value === null) return find(kind, value);
  const before = known.get(value);
  if (before?.kind === kind) return before.found;
  const found = find(kind, value);
  known.set(value, { kind, found });
  return found;
}

function find(kind: EcsKind, value: unknown): SchemaFinding[] {
  return kind === 'scaling'
    ? checkScaling(value)
    : compareWithSchema(NormalizedSchema.of(SCHEMAS[kind]), value, []);
}

const require = createRequire(import.meta.url);

/** A scaling file holds the input of two operations. Their package is loaded for such a file only. */
function checkScaling(value: unknown): SchemaFinding[] {
  const { RegisterScalableTargetRequest$, PutScalingPolicyRequest$ } =
    require('@aws-sdk/client-application-auto-scaling') as typeof AutoScaling;
  if (!isMap(value)) return [wrongType([], 'a map')];
  const { target, policies, ...rest } = value;
  return [
    ...Object.keys(rest).map((key) => unknownMember([key], ['target', 'policies'])),
    ...compareWithSchema(NormalizedSchema.of(RegisterScalableTargetRequest$), target, ['target']),
    ...(Array.isArray(policies)
      ? policies.flatMap((policy, index) =>
          compareWithSchema(NormalizedSchema.of(PutScalingPolicyRequest$), policy, [
            'policies',
            index,
          ]),
        )
      : [wrongType(['policies'], 'a list')]),
  ];
}
