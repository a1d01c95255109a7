import { isMap } from '../../render/plain-values.ts';
import { keyOfId } from '../resource-key.ts';
import { ONE_OR_MANY, SET_LISTS } from './set-lists.ts';

/** Whether a resource of that logical id stands in a stack. */
export type HasResource = (stack: string, id: string) => boolean;

/**
 * A worked-out property in a form in which what means the same is the same: a parameter's text for a
 * number, a set in any order, JSON in a text in any spelling. What only AWS knows becomes a reference
 * again, so that the replacement of one resource can be followed to the next.
 */
export function canonicalValue(value: unknown, has: HasResource, key = ''): unknown {
  if (Array.isArray(value)) return canonicalList(value, has, key);
  if (ONE_OR_MANY.has(key)) return canonicalList([value], has, key);
  if (!isMap(value))
    return value === undefined || value === null ? value : canonicalText(value, has);
  const entries = Object.keys(value).sort();
  return Object.fromEntries(entries.map((name) => [name, canonicalValue(value[name], has, name)]));
}

function canonicalList(list: readonly unknown[], has: HasResource, key: string): unknown[] {
  const items = list.map((item) => canonicalValue(item, has));
  if (!SET_LISTS.has(key)) return items;
  return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** CloudFormation takes a number and its text for the same, as parameters always give texts. */
function canonicalText(value: unknown, has: HasResource): unknown {
  const text = String(value);
  const json = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return json === undefined ? withReferences(text, has) : canonicalValue(json, has);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `<stack.Resource.Attribute>`, as working out an intrinsic leaves what only AWS knows. */
const SYMBOL = /<([\w-]+)\.(\w+)\.([\w.]+)>/;

function withReferences(text: string, has: HasResource): unknown {
  const parts: unknown[] = [];
  let rest = text;
  for (let found = SYMBOL.exec(rest); found; found = SYMBOL.exec(rest)) {
    const [whole, stack = '', id = '', attribute = ''] = found;
    const before = rest.slice(0, found.index);
    const reference = has(stack, id) ? referenceTo(keyOfId(stack, id), attribute) : whole;
    parts.push(...(before ? [before] : []), reference);
    rest = rest.slice(found.index + whole.length);
  }
  if (rest || parts.length === 0) parts.push(rest);
  if (parts.every((part) => typeof part === 'string')) return text;
  return parts.length === 1 ? parts[0] : { Text: parts };
}

const referenceTo = (id: string, attribute: string) =>
  attribute === 'Ref' ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] };
