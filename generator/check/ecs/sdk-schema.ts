import type { NormalizedSchema } from '@smithy/core/schema';
import { dotted, type Path } from '../../config/located.ts';
import { hintFrom } from '../../nearest.ts';
import { isMap } from '../../render/plain-values.ts';
import type { EcsFinding } from './ecs-rule.ts';

/** Something that the SDK's schema refuses. */
export interface SchemaFinding extends EcsFinding {
  /** The value is of another type, so nothing can be said about what is inside. */
  readonly isType?: true;
}

/**
 * Holds a value against a schema of the AWS SDK: unknown members, missing required ones, wrong types.
 * Dates, bytes and streams are taken as they are.
 */
export function compareWithSchema(
  schema: NormalizedSchema,
  value: unknown,
  path: Path,
): SchemaFinding[] {
  if (schema.isStructSchema()) return checkStructure(schema, value, path);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [wrongType(path, 'a list')];
    return value.flatMap((item, index) =>
      compareWithSchema(schema.getValueSchema(), item, [...path, index]),
    );
  }
  if (schema.isMapSchema()) {
    if (!isMap(value)) return [wrongType(path, 'a map')];
    return Object.entries(value).flatMap(([key, item]) =>
      compareWithSchema(schema.getValueSchema(), item, [...path, key]),
    );
  }
  const expected = scalarType(schema);
  return expected && typeof value !== expected ? [wrongType(path, `a ${expected}`)] : [];
}

function checkStructure(schema: NormalizedSchema, value: unknown, path: Path): SchemaFinding[] {
  if (!isMap(value)) return [wrongType(path, 'a map')];
  const members = new Map(schema.structIterator());
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  const unknown = given
    .map(([key]) => key)
    .filter((key) => !members.has(key))
    .map((key) => unknownMember([...path, key], [...members.keys()]));
  const missing = requiredMembers(schema)
    .filter((key) => value[key] === undefined)
    .map((key) => ({ path, message: `\`${dotted([...path, key])}\` is required` }));
  const inner = given.flatMap(([key, item]) => {
    const member = members.get(key);
    return member ? compareWithSchema(member, item, [...path, key]) : [];
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

export const unknownMember = (path: Path, known: readonly string[]): SchemaFinding => ({
  path,
  message: `AWS knows no member \`${dotted(path)}\``,
  hint: hintFrom(String(path.at(-1)), known),
});

export const wrongType = (path: Path, expected: string): SchemaFinding => ({
  path,
  message: path.length > 0 ? `\`${dotted(path)}\` must be ${expected}` : `must be ${expected}`,
  isType: true,
});
