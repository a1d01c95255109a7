import { fieldsOf, listOf } from '../render/plain-values.ts';

/** What the names of a stack stand for. */
export interface Names {
  readonly ref: (name: string) => unknown;
  readonly getAtt: (resource: string, attribute: string) => unknown;
}

/**
 * A template's value with its intrinsics worked out, as far as that is possible offline. What only
 * AWS knows becomes a text in angle brackets, the same for the same expression.
 */
export function fold(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((item) => fold(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first && isIntrinsic(first[0])) {
    return (FOLDS[first[0]] ?? unknown(first[0]))(first[1], names);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, fold(item, names)]));
}

export const isIntrinsic = (key: string): boolean => key === 'Ref' || key.startsWith('Fn::');

type Fold = (argument: unknown, names: Names) => unknown;

const unknown =
  (name: string): Fold =>
  (argument, names) =>
    `<${name} ${JSON.stringify(fold(argument, names))}>`;

const FOLDS: Readonly<Record<string, Fold>> = {
  Ref: (name, names) => names.ref(String(name)),
  'Fn::GetAtt': (argument, names) => {
    const [resource = '', ...attribute] =
      typeof argument === 'string' ? argument.split('.') : listOf(argument).map(String);
    return names.getAtt(resource, attribute.join('.'));
  },
  'Fn::Join': (argument, names) => {
    const [separator, parts] = listOf(argument);
    return listOf(fold(parts, names)).map(String).join(String(separator));
  },
  'Fn::Sub': (argument, names) => {
    const [text, own] = listOf(argument);
    const values = fieldsOf(own);
    return String(text).replace(
      PLACEHOLDER,
      (_whole, literal: string | undefined, name: string) => {
        if (literal) return `\${${name}}`;
        return String(name in values ? fold(values[name], names) : fold(expressionOf(name), names));
      },
    );
  },
};

/** `${Name}`, `${Resource.Attribute}`; `${!Name}` stands for a plain `${Name}`. */
const PLACEHOLDER = /\$\{(!?)([^}]+)\}/g;

const expressionOf = (name: string) =>
  name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name };

/** Names that an expression reads, of parameters and resources alike. */
export function namesReadBy(value: unknown, names = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return names;
  for (const [key, argument] of Object.entries(value)) {
    for (const name of READS[key]?.(argument) ?? []) names.add(name);
    namesReadBy(argument, names);
  }
  return names;
}

const READS: Readonly<Record<string, (argument: unknown) => string[]>> = {
  Ref: (name) => [String(name)],
  'Fn::GetAtt': (argument) => [String(listOf(argument)[0]).split('.')[0] ?? ''],
  'Fn::Sub': (argument) =>
    [...String(listOf(argument)[0]).matchAll(PLACEHOLDER)].flatMap(([, literal, name = '']) =>
      literal ? [] : [name.split('.')[0] ?? ''],
    ),
};
