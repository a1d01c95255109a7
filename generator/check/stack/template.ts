import type { Path } from '../../config/located.ts';
import { type Fields, fieldsOf } from '../../render/plain-values.ts';

/** Parts of a template that hold named entries. */
export const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'] as const;
export type Section = (typeof SECTIONS)[number];

/** An entry of a section, whatever it holds. */
export interface Entry {
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
  readonly fields: Fields;
}

/** A stack template as the rules read it. Nothing about its shape is taken for granted. */
export interface Template {
  readonly text: string;
  readonly fields: Fields;
  readonly entries: Readonly<Record<Section, readonly Entry[]>>;
}

export function readTemplate(text: string, value: unknown): Template {
  const fields = fieldsOf(value);
  const read = (section: Section): Entry[] =>
    Object.entries(fieldsOf(fields[section])).map(([name, entry]) => ({
      name,
      path: [section, name],
      value: entry,
      fields: fieldsOf(entry),
    }));
  return {
    text,
    fields,
    entries: {
      Parameters: read('Parameters'),
      Mappings: read('Mappings'),
      Conditions: read('Conditions'),
      Resources: read('Resources'),
      Outputs: read('Outputs'),
    },
  };
}

export const namesOf = ({ entries }: Template, section: Section): string[] =>
  entries[section].map(({ name }) => name);

/** The resource that a place in a template is part of. */
export const resourceAt = ([section, name]: Path): string | undefined =>
  section === 'Resources' && name !== undefined ? String(name) : undefined;

/** The value at a path, or nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null ? (node as Fields)[step] : undefined,
    value,
  );
}
