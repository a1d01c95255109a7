import { drawValue, plainValue } from '../draw-value.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { aboutKey } from '../resource-key.ts';
import type { CanonicalResource } from './combine-stacks.ts';
import type { ResourceChange } from './compare-resources.ts';
import { namingProperties } from './type-facts.ts';

/**
 * Resources that CloudFormation can't make because another one, which it deletes only afterwards, has
 * the name still: one that is replaced and keeps its name, or one under another logical id.
 */
export function findCollisions(changes: readonly ResourceChange[]): Entry[] {
  const replaced = changes.filter(({ impact }) => impact === 'replaced');
  const gone = changes.filter(({ impact }) => impact === 'removed');
  const made = changes.filter(({ impact }) => impact === 'added');
  return [
    ...replaced.flatMap((change) => {
      const name = nameOf(change.before);
      const isKept = name !== undefined && name === nameOf(change.after) && isOwn(change);
      return isKept ? [collision(change.id, name, 'the one that it replaces still has')] : [];
    }),
    ...made.flatMap(({ id, after }) => {
      const name = nameOf(after);
      const other = gone.find(({ before }) => name !== undefined && nameOf(before) === name);
      return other && name
        ? [collision(id, name, `${other.id} goes only afterwards and still has`)]
        : [];
    }),
  ];
}

/** Type and name as one text; nothing for a resource that AWS names. */
function nameOf(resource: CanonicalResource | undefined): string | undefined {
  if (!resource) return undefined;
  const names = namingProperties(resource.Type);
  const values = names.map((name) => resource.Properties[name]);
  if (values.length === 0 || values.some((value) => value === undefined)) return undefined;
  const drawn = names.map((name, index) => `${name} ${drawValue(plainValue(values[index]))}`);
  return `${resource.Type} ${drawn.join(', ')}`;
}

/** A name that names a resource which is made anew itself is another one afterwards. */
const isOwn = ({ after, properties }: ResourceChange): boolean => {
  const names = namingProperties(after?.Type ?? '');
  return !properties.some(({ name, because }) => because && names.includes(name));
};

function collision(id: string, name: string, other: string): Entry {
  const [, ...words] = name.split(' ');
  const message = `can’t be made: ${other} ${words.join(' ')}; change the name too, or do it in two steps`;
  return entryOf('stack/name-collides', { ...aboutKey(id), message });
}
