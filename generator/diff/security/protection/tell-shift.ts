import type { Path } from '../../../config/located.ts';
import { dotted } from '../../../config/located.ts';
import { fieldsOf } from '../../../render/plain-values.ts';
import { drawValue } from '../../draw-value.ts';
import type { Entry } from '../../entry.ts';
import { entryOf } from '../../make-entry.ts';
import { readable } from '../policy/group-widened.ts';
import type { Shift } from './protection.ts';

/** A protection that got weaker or stronger, as an entry. */
export function tellShift<Subject>(
  { protection, isWeaker }: Shift<Subject>,
  about: Pick<Entry, 'subject'> & Partial<Entry>,
  before: unknown,
  after: unknown,
): Entry {
  const { what, path, weaker = 'review' } = protection;
  const message = `${what}: ${draw(before)} → ${draw(after)}`;
  const code = isWeaker ? 'security/protection-weakened' : 'security/protection-strengthened';
  return entryOf(code, {
    ...about,
    message,
    path: dotted(path),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(isWeaker && { risk: weaker }),
  });
}

const draw = (value: unknown) => readable(drawValue(value));

/** The value at a path, or nothing. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((node, step) => fieldsOf(node)[step], value);
