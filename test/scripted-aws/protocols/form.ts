import type { NormalizedSchema } from '@smithy/core/schema';

type Dialect = 'query' | 'ec2';

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function keyOf(name: string, schema: NormalizedSchema, dialect: Dialect): string {
  const { ec2QueryName, xmlName } = schema.getMergedTraits() as Record<string, string | undefined>;
  if (dialect === 'query') return xmlName ?? name;
  return ec2QueryName ?? capitalised(xmlName ?? name);
}

/** An operation's input from a form such as `Parameters.member.1.ParameterKey=VpcId`. */
export function readForm(
  schema: NormalizedSchema,
  form: URLSearchParams,
  dialect: Dialect,
): object {
  const keys = [...form.keys()];
  const isThere = (key: string) => keys.some((one) => one === key || one.startsWith(`${key}.`));

  const readStructure = (structure: NormalizedSchema, prefix: string) =>
    Object.fromEntries(
      [...structure.structIterator()].flatMap(([name, member]) => {
        const key = prefix + keyOf(name, member, dialect);
        return isThere(key) ? [[name, read(member, key)]] : [];
      }),
    );
  const readList = (list: NormalizedSchema, key: string) => {
    const item = list.getValueSchema();
    const flat = dialect === 'ec2' || list.getMergedTraits().xmlFlattened;
    const prefix = flat ? key : `${key}.${item.getMergedTraits().xmlName ?? 'member'}`;
    const items: unknown[] = [];
    for (let index = 1; isThere(`${prefix}.${index}`); index++) {
      items.push(read(item, `${prefix}.${index}`));
    }
    return items;
  };
  const read = (one: NormalizedSchema, key: string): unknown => {
    if (one.isListSchema()) return readList(one, key);
    if (one.isStructSchema()) return readStructure(one, `${key}.`);
    const text = form.get(key) ?? '';
    if (one.isBooleanSchema()) return text === 'true';
    if (one.isNumericSchema()) return Number(text);
    return text;
  };
  return schema.isStructSchema() ? readStructure(schema, '') : {};
}
