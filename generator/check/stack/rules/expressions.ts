import type { Path } from '../../../config/located.ts';
import { childrenOf } from '../../../render/canonical-json.ts';
import { fieldsOf, listOf } from '../../../render/plain-values.ts';
import { isIntrinsic } from '../../../wiring/fold-intrinsics.ts';
import type { Template } from '../template.ts';

/** An intrinsic function where it stands; the path ends with its name. */
export interface Expression {
  readonly name: string;
  readonly argument: unknown;
  readonly path: Path;
  /** Other keys in the same map, which CloudFormation does not take. */
  readonly beside: readonly string[];
}

const known = new WeakMap<Template, readonly Expression[]>();

/** Every intrinsic function of the conditions, resources and outputs. */
export function expressionsIn(template: Template): readonly Expression[] {
  const found =
    known.get(template) ??
    (['Conditions', 'Resources', 'Outputs'] as const).flatMap((section) =>
      template.entries[section].flatMap(({ path, value }) => collect(value, path)),
    );
  known.set(template, found);
  return found;
}

function collect(value: unknown, path: Path): Expression[] {
  const children = childrenOf(value);
  const keys = Array.isArray(value) ? [] : children.map(([key]) => String(key));
  return children.flatMap(([key, argument]) => {
    const at = [...path, key];
    const below = collect(argument, at);
    if (!keys.includes(String(key)) || !isCall(String(key), keys)) return below;
    const beside = keys.filter((other) => other !== key);
    return [{ name: String(key), argument, path: at, beside }, ...below];
  });
}

/** A property may well be called `Ref`, if other properties stand beside it. */
const isCall = (key: string, keys: readonly string[]) =>
  isIntrinsic(key) && (key !== 'Ref' || keys.length === 1);

/** A name of the template that an expression reads. */
export interface ReadName {
  readonly name: string;
  /** What is read of a resource; nothing for its `Ref`. */
  readonly attribute?: string;
  readonly path: Path;
  /** How it stands in the template. */
  readonly shown: string;
}

/** The names that an expression itself reads, without those of expressions inside it. */
export function namesReadIn({ name, argument, path }: Expression): ReadName[] {
  return READERS[name]?.(argument).map((one) => ({ ...one, path })) ?? [];
}

type Reader = (argument: unknown) => Omit<ReadName, 'path'>[];

const READERS: Readonly<Record<string, Reader>> = {
  Ref: (name) => (typeof name === 'string' ? [{ name, shown: `Ref ${name}` }] : []),
  'Fn::GetAtt': (argument) => {
    const parts = typeof argument === 'string' ? argument.split('.') : listOf(argument);
    const [name, ...rest] = parts;
    if (typeof name !== 'string' || rest.length === 0) return [];
    const attribute = rest.every((part) => typeof part === 'string') ? rest.join('.') : '';
    return [{ name, attribute, shown: `Fn::GetAtt ${name}.${attribute}` }];
  },
  'Fn::Sub': (argument) => {
    const [text, own] = listOf(argument);
    if (typeof text !== 'string') return [];
    const read = [...text.matchAll(VARIABLE)].map(([, variable = '']) => variable.trim());
    return [...new Set(read)]
      .filter((variable) => !(variable in fieldsOf(own)))
      .map((variable) => readVariable(variable));
  },
};

/** `${Name}` or `${Resource.Attribute}`; `${!Name}` is plain text. */
const VARIABLE = /\$\{([^!}][^}]*)\}/g;

function readVariable(variable: string): Omit<ReadName, 'path'> {
  const [name = '', ...attribute] = variable.split('.');
  const shown = `\${${variable}}`;
  return attribute.length > 0 ? { name, attribute: attribute.join('.'), shown } : { name, shown };
}
