import type { NormalizedSchema } from '@smithy/core/schema';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

const escaped = (text: string) =>
  text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? '');

export const element = (name: string, content: string) => `<${name}>${content}</${name}>`;
export const textElement = (name: string, text: unknown) => element(name, escaped(String(text)));

/** The members of a structure as XML, named as its schema says. */
export function writeMembers(schema: NormalizedSchema, value: object): string {
  const fields = value as Readonly<Record<string, unknown>>;
  return [...schema.structIterator()]
    .filter(([name]) => fields[name] !== undefined && fields[name] !== null)
    .map(([name, member]) => {
      const tag = member.getMergedTraits().xmlName ?? name;
      return writeMember(tag, member, fields[name]);
    })
    .join('');
}

function writeMember(tag: string, schema: NormalizedSchema, value: unknown): string {
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const flat = schema.getMergedTraits().xmlFlattened;
    const name = flat ? tag : (item.getMergedTraits().xmlName ?? 'member');
    const items = (value as readonly unknown[]).map((one) => writeMember(name, item, one)).join('');
    return flat ? items : element(tag, items);
  }
  if (schema.isStructSchema()) return element(tag, writeMembers(schema, value as object));
  if (value instanceof Date) return textElement(tag, value.toISOString());
  return textElement(tag, value);
}
