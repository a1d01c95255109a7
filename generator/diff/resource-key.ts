import type { Resource } from '../wiring/stack.ts';
import type { Entry } from './entry.ts';

/** What a resource is known by where all stacks of an environment stand together. */
export const keyOfId = (stack: string, id: string): string => `${stack}.${id}`;

export const resourceKey = ({ stack, id }: Resource): string => keyOfId(stack.name, id);

/** The stack and the logical id of a key. */
export function splitKey(key: string): { readonly stack: string; readonly resource: string } {
  const [stack = '', resource = ''] = key.split('.');
  return { stack, resource };
}

/** What says in an entry which resource it is about. */
export function aboutKey(key: string): Pick<Entry, 'subject' | 'stack' | 'resource'> {
  const { stack, resource } = splitKey(key);
  return { subject: `${stack} · ${resource}`, stack, resource };
}
