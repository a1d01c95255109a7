import { hintFrom } from '../nearest.ts';
import { checkCounts } from './template-calls.ts';
import { templateFunctions } from './template-functions.ts';
import { type InSight, placeOf, type Reading, refuse, textBetween } from './template-reading.ts';
import type { Expression, NamedExpression } from './template-tree.ts';

/** What `{{…}}` writes: a function's name alone is a call of it. */
export function toWritten(
  statement: hbs.AST.MustacheStatement,
  inSight: InSight,
  reading: Reading,
): Expression {
  const { path, params, hash } = statement;
  if (path.type !== 'PathExpression') {
    return refuse(reading, 'template/syntax', path, 'text needs no {{ }}', 'write it as it is');
  }
  const name = (path as hbs.AST.PathExpression).original;
  const isFunction = !inSight.includes(name) && functionNames().includes(name);
  const isCall = params.length > 0 || hash !== undefined || isFunction;
  return isCall ? toCall(statement, inSight, reading) : toExpression(path, inSight, reading);
}

const functionNames = () => templateFunctions.map(({ name }) => name);

export function toExpression(
  expression: hbs.AST.Expression,
  inSight: InSight,
  reading: Reading,
): Expression {
  switch (expression.type) {
    case 'SubExpression':
      return toCall(expression as hbs.AST.SubExpression, inSight, reading);
    case 'PathExpression':
      return toPath(expression as hbs.AST.PathExpression, reading);
    case 'UndefinedLiteral':
      return refuse(reading, 'template/syntax', expression, '`undefined` is no value');
    default: {
      const { value = null } = expression as Partial<hbs.AST.StringLiteral>;
      return { kind: 'literal', value, at: placeOf(expression, reading) };
    }
  }
}

/** What may follow `@`. */
const DATA = ['root', 'index', 'key', 'first', 'last'];

function toPath(path: hbs.AST.PathExpression, reading: Reading): Expression {
  const { original: text, depth, parts } = path;
  const place = { text, depth, isScoped: /^\.|^this\b/.test(text), at: placeOf(path, reading) };
  if (!path.data) return { kind: 'path', ...place, data: undefined, steps: parts };
  const [data = '', ...steps] = parts;
  if (DATA.includes(data)) return { kind: 'path', ...place, data, steps };
  const known = DATA.map((name) => `@${name}`);
  const message = `there is no value \`${text}\``;
  return refuse(reading, 'template/value', path, message, hintFrom(text, known));
}

export function toCall(
  { path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
  inSight: InSight,
  reading: Reading,
): Expression {
  const { original: name } = path as hbs.AST.PathExpression;
  const given = params.map((param) => toExpression(param, inSight, reading));
  const named = toNamed(hash, inSight, reading);
  const call = templateFunctions.find((one) => one.name === name);
  if (!call) {
    const message = `there is no function \`${name}\``;
    return refuse(reading, 'template/function', path, message, unknownHint(name));
  }
  const wrong = checkCounts(call, given.length, hash !== undefined);
  if (wrong) return refuse(reading, 'template/function', path, wrong.message, wrong.hint);
  const [partial] = params;
  if (name === 'include' && partial?.type === 'StringLiteral') checkPartial(partial, reading);
  const { loc } = hash ?? params.at(-1) ?? path;
  const text = textBetween(path.loc.start, loc.end, reading);
  return { kind: 'call', text, call, given, named, at: placeOf(path, reading) };
}

function unknownHint(name: string): string {
  if (name.startsWith('-')) return 'white space is trimmed by `{{~ … ~}}`';
  return hintFrom(name, functionNames());
}

export function toNamed(
  hash: hbs.AST.Hash | undefined,
  inSight: InSight,
  reading: Reading,
): NamedExpression[] {
  return (hash?.pairs ?? []).map(({ key, value }) => ({
    name: key,
    value: toExpression(value, inSight, reading),
  }));
}

/** A partial's name, written out or computed in brackets. */
export function toPartialName(
  name: hbs.AST.Expression,
  inSight: InSight,
  reading: Reading,
): Expression {
  if (name.type === 'SubExpression') return toCall(name as hbs.AST.SubExpression, inSight, reading);
  checkPartial(name, reading);
  const { original } = name as hbs.AST.PathExpression;
  return { kind: 'literal', value: String(original), at: placeOf(name, reading) };
}

function checkPartial(name: hbs.AST.Expression, reading: Reading): void {
  const original = String((name as hbs.AST.PathExpression).original);
  if (reading.partials.includes(original)) return;
  const message = `there is no partial \`${original}\``;
  refuse(reading, 'template/file', name, message, hintFrom(original, reading.partials));
}
