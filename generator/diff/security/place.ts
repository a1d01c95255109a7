import type { Path } from '../../config/located.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { Entry } from '../entry.ts';

/** What says where a resource is. Its place is given where it stands on the side after the change. */
export const aboutResource = ({
  stack,
  id,
}: Resource): Pick<Entry, 'subject' | 'stack' | 'resource'> => ({
  subject: `${stack.name} · ${id}`,
  stack: stack.name,
  resource: id,
});

/** A place in a stack's template: at a path, or at the resource as a whole. */
export const placeAt = (resource: Resource, path: Path = resource.path): Pick<Entry, 'at'> => ({
  at: { artefact: resource.stack.template, path },
});

/** What a resource is known by on both sides. */
export const resourceKey = ({ stack, id }: Resource): string => `${stack.name}.${id}`;
