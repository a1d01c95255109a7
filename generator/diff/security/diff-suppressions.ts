import { readSuppressions, type Suppression } from '../../check/stack/policy/suppressions.ts';
import { readTemplate } from '../../check/stack/template.ts';
import type { Stack } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, type Pair } from '../pair.ts';
import { aboutKey, keyOfId } from '../resource-key.ts';
import { isThere } from './place.ts';

interface Placed extends Suppression {
  readonly stack: Stack;
}

/** Findings of policy checks that templates live with, by resource and rule. */
export function diffSuppressions({ before, after }: Pair): Entry[] {
  const key = ({ stack, resource, rule }: Placed) => `${keyOfId(stack.name, resource)} ${rule}`;
  return matchBy(suppressionsOf(before), suppressionsOf(after), key).flatMap(
    ({ before: was, after: is }): Entry[] => {
      if (was && is) return [];
      if (is) {
        const message = `the finding ${is.rule} is lived with from now on: ${is.reason}`;
        const at = { artefact: is.stack.template, path: is.path };
        return [
          entryOf('security/suppression-added', { ...about(is), message, after: is.reason, at }),
        ];
      }
      // A suppression that goes with its resource is no news.
      if (!was || !isThere(after, was.stack.name, was.resource)) return [];
      const message = `the finding ${was.rule} is no longer lived with`;
      return [
        entryOf('security/suppression-removed', { ...about(was), message, before: was.reason }),
      ];
    },
  );
}

const about = ({ stack, resource, rule }: Placed) => ({
  ...aboutKey(keyOfId(stack.name, resource)),
  path: rule,
});

const suppressionsOf = ({ stacks }: Wiring): Placed[] =>
  stacks.flatMap((stack) => {
    const { text, value } = stack.template;
    return readSuppressions(readTemplate(text, value)).suppressions.map((one) => ({
      ...one,
      stack,
    }));
  });
