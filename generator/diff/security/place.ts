import type { Path } from '../../config/located.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry } from '../entry.ts';
import { aboutKey, resourceKey } from '../resource-key.ts';

/** What says where a resource is. Its place is given where it stands on the side after the change. */
export const aboutResource = (resource: Resource): ReturnType<typeof aboutKey> =>
  aboutKey(resourceKey(resource));

/** A place in a stack's template: at a path, or at the resource as a whole. */
export const placeAt = (resource: Resource, path: Path = resource.path): Pick<Entry, 'at'> => ({
  at: { artefact: resource.stack.template, path },
});

/** Whether a resource of that logical id stands in a stack of that name. */
export const isThere = ({ stacks }: Wiring, stack: string, id: string): boolean =>
  stacks.some((one) => one.name === stack && one.resource(id) !== undefined);
