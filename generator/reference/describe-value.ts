import { z } from 'zod';

/** The parts of a JSON Schema that say what a value may be. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What may be written for a key, in words: `whole number, 2 to 120`. */
export function describeValue(schema: z.ZodType): string {
  if (schema instanceof z.ZodRecord) return describeRecord(schema);
  const words = inWords(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema);
  const form = formOf(schema);
  return form ? `${words}: ${form}` : words;
}

/** A map whose keys are the writer's own. */
function describeRecord({ keyType, valueType }: z.ZodRecord): string {
  const form = formOf(keyType as z.ZodType);
  const values = `map of names to ${describeValue(valueType as z.ZodType)}`;
  return form ? `${values}; each name: ${form}` : values;
}

/** What the schema itself says about the form of a text, or of the texts of a list. */
function formOf(schema: z.ZodType): string | undefined {
  if (schema instanceof z.ZodArray) return formOf(schema.element as z.ZodType);
  const { error } = schema.safeParse('\n');
  return error?.issues.find(({ code }) => code === 'invalid_format')?.message;
}

function inWords(json: JsonSchema): string {
  const choices = json.enum ?? (json.const === undefined ? undefined : [json.const]);
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (json.anyOf) return json.anyOf.map(inWords).join(', ');
  const types = [json.type ?? []].flat();
  return types.map((type) => TYPES[type]?.(json) ?? type).join(', ') || 'any value';
}

const TYPES: Readonly<Record<string, (json: JsonSchema) => string>> = {
  // That a text is not empty goes without saying.
  string: ({ minLength = 1, maxLength }) =>
    `text${amount(minLength > 1 ? minLength : undefined, maxLength, ' characters')}`,
  integer: ({ minimum, maximum }) => `whole number${amount(minimum, maximum)}`,
  number: ({ minimum, maximum }) => `number${amount(minimum, maximum)}`,
  boolean: () => '`true`, `false`',
  array: ({ items = {}, minItems, maxItems }) =>
    `list of ${inWords(items)}${amount(minItems, maxItems, ' of them')}`,
  object: () => 'map',
};

/** Numbers beyond what JavaScript counts exactly are no limit that anybody set. */
const isSet = (limit: number | undefined) =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

function amount(min?: number, max?: number, unit = ''): string {
  if (isSet(min) && isSet(max)) return `, ${min === max ? min : `${min} to ${max}`}${unit}`;
  if (isSet(max)) return `, at most ${max}${unit}`;
  return isSet(min) ? `, at least ${min}${unit}` : '';
}
