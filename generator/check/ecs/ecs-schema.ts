import {
  CreateExpressGatewayServiceRequest$,
  CreateServiceRequest$,
  RegisterTaskDefinitionRequest$,
  ServiceConnectConfiguration$,
} from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { dotted, type Path } from '../../config/located.ts';
import type { Diagnostic } from '../../diagnostics.ts';
import { hintFrom } from '../../nearest.ts';
import type { Artefact } from '../../render/artefact.ts';
import { diagnoseArtefact } from '../place.ts';

/** The SDK's schema of what each file feeds. Files that feed no operation have the shape of a member. */
const SCHEMAS = {
  RegisterTaskDefinition: RegisterTaskDefinitionRequest$,
  CreateService: CreateServiceRequest$,
  CreateExpressGatewayService: CreateExpressGatewayServiceRequest$,
  'service-connect': ServiceConnectConfiguration$,
} as const;

/**
 * Holds an artefact against the AWS SDK's own schema, which the SDK itself does not do: it drops
 * unknown members silently and leaves the rest to the service.
 */
export function checkEcsInput(artefact: Artefact): Diagnostic[] {
  const name = (artefact.operation ?? artefact.kind) as keyof typeof SCHEMAS;
  const schema = SCHEMAS[name];
  if (!schema) return [];
  return check(NormalizedSchema.of(schema), artefact.value, []).map((finding) =>
    diagnoseArtefact({ code: 'artefact/ecs' }, { artefact, ...finding }),
  );
}

interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

function check(schema: NormalizedSchema, value: unknown, path: Path): Finding[] {
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

function checkStructure(schema: NormalizedSchema, value: unknown, path: Path): Finding[] {
  if (!isMap(value)) return [wrongType(path, 'a map')];
  const members = new Map(schema.structIterator());
  const unknown = Object.keys(value)
    .filter((key) => !members.has(key))
    .map((key) => ({
      path: [...path, key],
      message: `ECS knows no member \`${dotted([...path, key])}\``,
      hint: hintFrom(key, [...members.keys()]),
    }));
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

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrongType = (path: Path, expected: string): Finding => ({
  path,
  message: `\`${dotted(path)}\` must be ${expected}`,
});
