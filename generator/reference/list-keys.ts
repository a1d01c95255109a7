import { z } from 'zod';
import { resolvedSchemas, targets } from '../config/schema.ts';
import { descriptionOf } from '../config/schema-at.ts';
import { describeValue } from './describe-value.ts';

/** A key that a config may hold. */
export interface Key {
  /** As people write it, such as `services.<name>.port`. */
  readonly path: string;
  readonly value: string;
  readonly isOptional: boolean;
  readonly says: string;
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** Every key of a map and of what lies below it, in the schema's order. */
export function listKeys(shape: Shape, under = ''): Key[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const path = under === '' ? name : `${under}.${name}`;
    const inner = unwrapped(schema);
    return [
      {
        path,
        value: describeValue(inner),
        isOptional: schema instanceof z.ZodOptional,
        says: descriptionOf(schema) ?? '',
      },
      ...keysBelow(inner, path),
    ];
  });
}

/** Maps of names and lists of maps have keys too. */
function keysBelow(schema: z.ZodType, path: string): Key[] {
  if (schema instanceof z.ZodObject) return listKeys(schema.shape, path);
  if (schema instanceof z.ZodRecord) {
    return keysBelow(unwrapped(schema.valueType), `${path}.<name>`);
  }
  if (schema instanceof z.ZodArray) return keysBelow(unwrapped(schema.element), `${path}[]`);
  return [];
}

const unwrapped = (schema: z.core.$ZodType): z.ZodType =>
  schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : (schema as z.ZodType);

/** The targets that can't do without a key of the top level. */
export function neededBy(key: string): string[] {
  return targets.filter((target) => {
    const schema = (resolvedSchemas[target].shape as Shape)[key];
    return schema !== undefined && !(schema instanceof z.ZodOptional);
  });
}
