import { z } from 'zod';
import { writableShape } from './schema.ts';

/**
 * What people write: the resolved schema with every key optional, and `null` allowed where a key is
 * to be removed. List items stay complete, because lists replace as a whole.
 */
function loosened(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return loosened(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) return loosenedObject(schema.shape);
  if (schema instanceof z.ZodRecord) {
    return z.record(schema.keyType as z.ZodString, removable(schema.valueType as z.ZodType));
  }
  return schema;
}

function loosenedObject(shape: Readonly<Record<string, z.core.$ZodType>>): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([key, value]) => [key, removable(value as z.ZodType).optional()]),
    ),
  );
}

function removable(schema: z.ZodType): z.ZodType {
  const loose = loosened(schema).nullable();
  return schema.description ? loose.describe(schema.description) : loose;
}

export const writtenSchema = loosenedObject(writableShape);

/** JSON Schema of what people write, for editors. */
export function configJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(writtenSchema, { io: 'input' });
  return {
    $schema,
    title: 'Environment config',
    description: 'environments/<environment>/config.yaml and environments/defaults.yaml',
    ...schema,
  };
}
