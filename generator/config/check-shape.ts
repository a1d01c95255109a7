import { z } from 'zod';
import type { Diagnostic, Position } from '../diagnostics.ts';
import { hintFrom, nearest } from '../nearest.ts';
import {
  dotted,
  keyPositionAt,
  type Located,
  nodeAt,
  type Path,
  positionAt,
  toPlain,
} from './located.ts';

/** Reads a located value by a zod schema; each finding is at the place where a person would mend it. */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  root: Located,
): { readonly value?: z.output<Schema>; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = schema.safeParse(toPlain(root));
  if (parsed.success) return { value: parsed.data, diagnostics: [] };
  return { diagnostics: parsed.error.issues.flatMap((issue) => diagnose(issue, schema, root)) };
}

type Issue = z.core.$ZodIssue;

function diagnose(issue: Issue, schema: z.ZodType, root: Located): Diagnostic[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(key, path, schema, root));
  }
  if (issue.code === 'invalid_key') {
    const expected = issue.issues.map((inner) => inner.message).join('; ');
    return [
      at(
        keyPositionAt(root, path),
        path,
        'config/value',
        quote(path, `can't stand here: the key must be ${expected}`),
      ),
    ];
  }
  if (nodeAt(root, path) === undefined) {
    const about = keysAt(schema, path.slice(0, -1))[String(path.at(-1))]?.description;
    return [
      at(positionAt(root, path), path, 'config/missing-key', quote(path, 'is missing'), about),
    ];
  }
  const code =
    issue.code === 'invalid_type' || issue.code === 'invalid_union'
      ? 'config/type'
      : 'config/value';
  return [
    at(positionAt(root, path), path, code, quote(path, describe(issue)), hint(issue, root, path)),
  ];
}

function unknownKey(key: string, parent: Path, schema: z.ZodType, root: Located): Diagnostic {
  const path = [...parent, key];
  const known = Object.keys(keysAt(schema, parent));
  const message = `unknown key \`${dotted(path)}\``;
  return at(keyPositionAt(root, path), path, 'config/unknown-key', message, hintFrom(key, known));
}

function describe(issue: Issue): string {
  if (issue.code === 'invalid_type') return `must be ${IN_WORDS[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union') return 'must be text, a number, or true or false';
  return `is not right: ${issue.message}`;
}

/** The schema's types, as people call what they write. */
const IN_WORDS: Readonly<Record<string, string>> = {
  string: 'text (put it in quotes)',
  object: 'a map of keys',
  record: 'a map of keys',
  array: 'a list',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function hint(issue: Issue, root: Located, path: Path): string | undefined {
  if (issue.code !== 'invalid_value') return undefined;
  const node = nodeAt(root, path);
  const written = node?.kind === 'scalar' ? String(node.value) : '';
  const near = nearest(written, issue.values.map(String));
  return near && `did you mean \`${near}\`?`;
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

/** The schemas of the keys that the map at a path may hold. */
function keysAt(schema: z.ZodType, path: Path): Readonly<Record<string, z.ZodType>> {
  const map = schemaAt(schema, path);
  return map instanceof z.ZodObject ? map.shape : {};
}

function at(
  position: Position | undefined,
  path: Path,
  code: Diagnostic['code'],
  message: string,
  hintText?: string,
): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    ...(hintText && { hint: hintText }),
    ...position,
    path: dotted(path),
  };
}

const quote = (path: Path, what: string) => `\`${dotted(path)}\` ${what}`;
