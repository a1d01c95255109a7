import { createRequire } from 'node:module';
import type * as AutoScaling from '@aws-sdk/client-application-auto-scaling';
import {
  CreateExpressGatewayServiceRequest$,
  CreateServiceRequest$,
  RegisterTaskDefinitionRequest$,
  ServiceConnectConfiguration$,
} from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { dotted, type Path } from '../../config/located.ts';
import { hintFrom } from '../../nearest.ts';
import { isMap } from '../../render/plain-values.ts';
import type { EcsKind } from '../../wiring/ecs-input.ts';
import type { EcsFinding } from './ecs-rule.ts';

/** The SDK's schema of what each kind of file feeds. */
const SCHEMAS = {
  'task-definition': RegisterTaskDefinitionRequest$,
  service: CreateServiceRequest$,
  'express-service': CreateExpressGatewayServiceRequest$,
  'service-connect': ServiceConnectConfiguration$,
} as const;

/** Something that the SDK's schema refuses. */
export interface SchemaFinding extends EcsFinding {
  /** The value is of another type, so nothing can be said about what is inside. */
  readonly isType?: true;
}

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
    : check(NormalizedSchema.of(SCHEMAS[kind]), value, []);
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
    ...check(NormalizedSchema.of(RegisterScalableTargetRequest$), target, ['target']),
    ...(Array.isArray(policies)
      ? policies.flatMap((policy, index) =>
          check(NormalizedSchema.of(PutScalingPolicyRequest$), policy, ['policies', index]),
        )
      : [wrongType(['policies'], 'a list')]),
  ];
}

function check(schema: NormalizedSchema, value: unknown, path: Path): SchemaFinding[] {
  if (schema.isStructSchema()) return checkStructure(schema, value, path);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [wrongType(path, 'a list')];
    return value.flatMap((item, index) => check(schema.getValueSchema(), item, [...path, index]));
  }
  if (schema.isMapSchema()) {
    if (!isMap(value)) return [wrongType(path, 'a map')];
    return Object.entries(value).flatMap(([key, item]) =>
      check(schema.getValueSchema(), item, [...path, key]),
    );
  }
  const expected = scalarType(schema);
  return expected && typeof value !== expected ? [wrongType(path, `a ${expected}`)] : [];
}

function checkStructure(schema: NormalizedSchema, value: unknown, path: Path): SchemaFinding[] {
  if (!isMap(value)) return [wrongType(path, 'a map')];
  const members = new Map(schema.structIterator());
  const unknown = Object.keys(value)
    .filter((key) => !members.has(key))
    .map((key) => unknownMember([...path, key], [...members.keys()]));
  const missing = requiredMembers(schema)
    .filter((key) => value[key] === undefined)
    .map((key) => ({ path, message: `\`${dotted([...path, key])}\` is required` }));
  const inner = Object.entries(value).flatMap(([key, item]) => {
    const member = members.get(key);
    return member ? check(member, item, [...path, key]) : [];
  });
  return [...unknown, ...missing, ...inner];
}

/** A structure's schema is `[3, namespace, name, traits, members, schemas, required count]`, required members first. */
function requiredMembers(schema: NormalizedSchema): string[] {
  const parts = schema.getSchema() as unknown as readonly unknown[];
  return (parts[4] as string[]).slice(0, (parts[6] as number | undefined) ?? 0);
}

function scalarType(schema: NormalizedSchema): 'string' | 'number' | 'boolean' | undefined {
  if (schema.isStringSchema()) return 'string';
  if (schema.isNumericSchema()) return 'number';
  if (schema.isBooleanSchema()) return 'boolean';
  return undefined;
}

const unknownMember = (path: Path, known: readonly string[]): SchemaFinding => ({
  path,
  message: `AWS knows no member \`${dotted(path)}\``,
  hint: hintFrom(String(path.at(-1)), known),
});

const wrongType = (path: Path, expected: string): SchemaFinding => ({
  path,
  message: path.length > 0 ? `\`${dotted(path)}\` must be ${expected}` : `must be ${expected}`,
  isType: true,
});
