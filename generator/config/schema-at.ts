import { z } from 'zod';
import type { Path } from './located.ts';

/** The schemas of the keys that the map at a path may hold. */
export function keysAt(schema: z.ZodType, path: Path): Readonly<Record<string, z.ZodType>> {
  const map = schemaAt(schema, path);
  return map instanceof z.ZodObject ? map.shape : {};
}

/** What a schema says of itself, through optional and nullable wrappers. */
export function descriptionOf(schema: z.core.$ZodType | undefined): string | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const isWrapper = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  return schema.description ?? (isWrapper ? descriptionOf(schema.unwrap()) : undefined);
}

/** The schema of a path, through optional and nullable wrappers, maps and lists. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let current = unwrapped(schema);
  for (const step of path) {
    if (current instanceof z.ZodObject) current = unwrapped(current.shape[String(step)]);
    else if (current instanceof z.ZodRecord) current = unwrapped(current.valueType);
    else if (current instanceof z.ZodArray) current = unwrapped(current.element);
    else return undefined;
  }
  return current;
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap())
    : schema;
}
