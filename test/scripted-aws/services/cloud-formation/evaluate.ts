import { isMap } from '../../../../generator/render/plain-values.ts';

/** What a template's intrinsic functions may ask. */
export interface Scope {
  /** Of a parameter, a pseudo parameter or a resource. */
  readonly ref: (name: string) => unknown;
  readonly attribute: (logicalId: string, name: string) => unknown;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly zones: readonly string[];
}

type Evaluate = (argument: never, scope: Scope) => unknown;

const NOTHING = Symbol('AWS::NoValue');

/** A value with all intrinsic functions worked out. Members that are AWS::NoValue are left out. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(item, scope)).filter((item) => item !== NOTHING);
  }
  if (!isMap(value)) return value;
  const [[name = '', argument] = [], ...others] = Object.entries(value);
  const intrinsic = others.length === 0 ? INTRINSICS[name] : undefined;
  if (intrinsic) return intrinsic(argument as never, scope);
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, evaluate(inner, scope)] as const,
  );
  return Object.fromEntries(entries.filter(([, inner]) => inner !== NOTHING));
}

const INTRINSICS: Readonly<Record<string, Evaluate>> = {
  Ref: (name: string, { ref }) => (name === 'AWS::NoValue' ? NOTHING : ref(name)),
  'Fn::GetAtt': (path: string | [string, string], scope) => {
    const [logicalId = '', ...name] = typeof path === 'string' ? path.split('.') : path;
    return scope.attribute(logicalId, name.join('.'));
  },
  'Fn::Sub': (argument: string | [string, Record<string, unknown>], scope) => {
    const [text, own] = typeof argument === 'string' ? [argument, {}] : argument;
    const mine = evaluate(own, scope) as Record<string, unknown>;
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) =>
      literal ? `\${${name}}` : String(name in mine ? mine[name] : named(name, scope)),
    );
  },
  'Fn::Join': ([separator, items]: [string, unknown], scope) =>
    (evaluate(items, scope) as unknown[]).join(separator),
  'Fn::Split': ([separator, text]: [string, unknown], scope) =>
    String(evaluate(text, scope)).split(separator),
  'Fn::Select': ([index, items]: [unknown, unknown], scope) =>
    (evaluate(items, scope) as unknown[])[Number(evaluate(index, scope))],
  'Fn::GetAZs': (_region: unknown, { zones }) => zones,
  'Fn::Base64': (text: unknown, scope) =>
    Buffer.from(String(evaluate(text, scope))).toString('base64'),
  'Fn::If': ([name, yes, no]: [string, unknown, unknown], scope) =>
    evaluate(holds({ Condition: name }, scope) ? yes : no, scope),
};

const named = (name: string, scope: Scope): unknown => {
  const [logicalId = '', ...attribute] = name.split('.');
  return attribute.length > 0
    ? scope.attribute(logicalId, attribute.join('.'))
    : scope.ref(logicalId);
};

/** Whether a condition holds. */
export function holds(condition: unknown, scope: Scope): boolean {
  if (!isMap(condition)) return condition === true || condition === 'true';
  const [[name = '', argument] = []] = Object.entries(condition);
  const list = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return holds(scope.conditions[String(argument)], scope);
    case 'Fn::Equals':
      return String(evaluate(list[0], scope)) === String(evaluate(list[1], scope));
    case 'Fn::Not':
      return !holds(list[0], scope);
    case 'Fn::And':
      return list.every((one) => holds(one, scope));
    case 'Fn::Or':
      return list.some((one) => holds(one, scope));
    default:
      throw new Error(`the double of CloudFormation knows no condition ${name}`);
  }
}
