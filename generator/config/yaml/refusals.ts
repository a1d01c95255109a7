import type { YamlFinding } from './finding.ts';

/** What is said of nodes that are YAML but can't be part of a config. */

export const NO_TEXT = {
  code: 'config/key',
  message: 'a key must be text',
  hint: 'write `name: value`; an empty key, a list or an alias can’t be one',
} as const;

export const NO_MAPS = {
  code: 'config/merge-key',
  message: '`<<` takes in the keys of a map, and this is none',
  hint: 'name the anchor of a map, `<<: *name`, or several in a list',
} as const;

/** `1.10` is read as 1.1 and `0123` as 123, and that is what a container would see. */
export const OTHER_NUMBER = {
  code: 'config/number',
  message: 'this number would be read as one that is written otherwise',
  hint: 'leave out zeros in front and behind, exponents and `0x`; to keep it as it is, put it in quotes',
} as const;

export const bomb = (values: number, depth: number) =>
  ({
    code: 'config/alias-bomb',
    message: `the aliases of this file grow to more than ${values} values or nest deeper than ${depth}`,
    hint: 'aliases of maps that hold aliases multiply; write less of them',
  }) as const;

export const repeated = (name: string, offset: number, line: number): YamlFinding => ({
  code: 'config/duplicate-key',
  message: `\`${name}\` stands twice in the same map`,
  hint:
    name === '<<'
      ? `it first stands on line ${line}; write \`<<: [*a, *b]\` to merge several maps`
      : `it first stands on line ${line}; keep one of them`,
  offset,
});

export const forbidden = (name: string) =>
  ({
    code: 'config/forbidden-key',
    message: `\`${name}\` can't be a key`,
    hint: 'choose another name; this one means something to JavaScript itself',
  }) as const;

export const ofItself = (name: string) =>
  ({
    code: 'config/alias',
    message: `\`*${name}\` stands inside the value that it names`,
    hint: 'name the anchor of a value that is complete before this line',
  }) as const;

export const toNothing = (name: string) =>
  ({
    code: 'config/alias',
    message: `there is no anchor \`&${name}\` before this line`,
    hint: 'an alias names an anchor further up in the same file; a text that begins with `*` stands in quotes',
  }) as const;
