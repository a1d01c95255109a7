import type { Tag } from '@aws-sdk/client-ecs';
import { type EcsFinding, type EcsRule, repeated } from './ecs-rule.ts';

/** Letters of keys and values (Tag). */
const LETTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const RESERVED = /^aws:/i;

/** Tags. How many there may be stands with the other lengths. */
export const tagRules: readonly EcsRule[] = [
  {
    code: 'ecs/tag-text',
    says: 'tags have letters and lengths that AWS takes',
    check: eachTag(({ key = '', value = '' }) => [
      ...(key !== '' && key.length <= LONGEST_KEY && LETTERS.test(key)
        ? []
        : [
            {
              path: ['key'],
              message: `\`${key}\` can't be the key of a tag`,
              hint: `1 to ${LONGEST_KEY} letters, digits, spaces and _.:/=+-@`,
            },
          ]),
      ...(value.length <= LONGEST_VALUE && LETTERS.test(value)
        ? []
        : [
            {
              path: ['value'],
              message: `\`${value}\` can't be the value of a tag`,
              hint: `up to ${LONGEST_VALUE} letters, digits, spaces and _.:/=+-@`,
            },
          ]),
    ]),
  },
  {
    code: 'ecs/tag-not-reserved',
    says: 'no tag begins with `aws:`, which AWS keeps for itself',
    check: eachTag(({ key = '', value = '' }) =>
      (['key', 'value'] as const)
        .filter((part) => RESERVED.test(part === 'key' ? key : value))
        .map((part) => ({ path: [part], message: 'AWS keeps `aws:` for its own tags' })),
    ),
  },
  {
    code: 'ecs/tag-unique',
    says: 'no key is tagged twice',
    check: everyTaggedFile((tags) =>
      repeated(tags, ({ key }) => key).map(({ index, item }) => ({
        path: ['tags', index, 'key'],
        message: `\`${item.key}\` is tagged twice`,
      })),
    ),
  },
];

function eachTag(check: (tag: Tag) => readonly EcsFinding[]): EcsRule['check'] {
  return everyTaggedFile((tags) =>
    tags.flatMap((tag, index) =>
      check(tag).map((finding) => ({ ...finding, path: ['tags', index, ...finding.path] })),
    ),
  );
}

function everyTaggedFile(check: (tags: readonly Tag[]) => EcsFinding[]): EcsRule['check'] {
  const checkTags = ({ tags = [] }: { tags?: readonly Tag[] | undefined }) => check(tags);
  return { 'task-definition': checkTags, service: checkTags, 'express-service': checkTags };
}
