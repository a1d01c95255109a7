import { type TemplateFunction, TemplateFunctionError } from './template-function.ts';
import { isEmpty, type Scalar } from './template-kinds.ts';
import { areEqual, indent, printf } from './template-text-functions.ts';
import { toJsonText, toYamlText } from './template-yaml.ts';
import type { TracedText } from './trace-text.ts';

/** Functions of the templates, under the names and with the arguments that Helm and Sprig give them. */
export const templateFunctions: readonly TemplateFunction[] = [
  {
    name: 'default',
    parameters: [
      { name: 'DEFAULT', kind: 'any' },
      { name: 'VALUE', kind: 'any' },
    ],
    says: 'VALUE, or DEFAULT when VALUE is empty.',
    example: { template: '{{default 30 days}}', context: { days: 0 }, output: '30' },
    call: (fallback, value) => (isEmpty(value) ? fallback : value),
  },
  {
    name: 'required',
    parameters: [
      { name: 'MESSAGE', kind: 'text' },
      { name: 'VALUE', kind: 'any' },
    ],
    says: 'VALUE; when it is empty, rendering ends with MESSAGE.',
    example: {
      template: 'account: {{quote (required "name the account" account)}}',
      context: { account: '111122223333' },
      output: 'account: "111122223333"',
    },
    call: (message: string, value) => {
      if (isEmpty(value)) throw new TemplateFunctionError(message);
      return value;
    },
  },
  {
    name: 'quote',
    parameters: [{ name: 'VALUE', kind: 'scalar' }],
    says: 'VALUE as text in double quotes, escaped so that every YAML and JSON reader takes it for text.',
    example: { template: 'cpu: {{quote cpu}}', context: { cpu: 512 }, output: 'cpu: "512"' },
    call: (value: Scalar) => toJsonText(String(value)),
  },
  {
    name: 'toJson',
    parameters: [{ name: 'VALUE', kind: 'any' }],
    says: 'VALUE as JSON on one line, keys sorted; YAML reads it too.',
    example: {
      template: 'command: {{toJson command}}',
      context: { command: ['node', 'main.ts'] },
      output: 'command: ["node","main.ts"]',
    },
    call: toJsonText,
  },
  {
    name: 'toYaml',
    parameters: [{ name: 'VALUE', kind: 'any' }],
    says: 'VALUE as YAML, keys sorted, one line a value, no line break at the end; text that some YAML reader takes for something else is quoted.',
    example: {
      template: 'tags:{{nindent 2 (toYaml tags)}}',
      context: { tags: { team: 'shop', on: 'yes', at: '1:20' } },
      output: 'tags:\n  at: "1:20"\n  "on": "yes"\n  team: shop',
    },
    call: toYamlText,
  },
  {
    name: 'indent',
    parameters: [
      { name: 'WIDTH', kind: 'count' },
      { name: 'TEXT', kind: 'pieces' },
    ],
    says: 'TEXT with WIDTH spaces before every line.',
    example: {
      template: '{{indent 2 (toYaml tags)}}',
      context: { tags: { a: 1, b: 2 } },
      output: '  a: 1\n  b: 2',
    },
    call: (width: number, text: string | TracedText) => indent(width, text, ''),
  },
  {
    name: 'nindent',
    parameters: [
      { name: 'WIDTH', kind: 'count' },
      { name: 'TEXT', kind: 'pieces' },
    ],
    says: 'A line break, then TEXT with WIDTH spaces before every line.',
    example: {
      template: 'tags:{{nindent 2 (toYaml tags)}}',
      context: { tags: ['a', 'b'] },
      output: 'tags:\n  - a\n  - b',
    },
    call: (width: number, text: string | TracedText) => indent(width, text, '\n'),
  },
  {
    name: 'join',
    parameters: [
      { name: 'SEPARATOR', kind: 'text' },
      { name: 'LIST', kind: 'scalars' },
    ],
    says: 'The items of LIST as one text, SEPARATOR between them.',
    example: {
      template: '{{join "," zones}}',
      context: { zones: ['a', 'b', 'c'] },
      output: 'a,b,c',
    },
    call: (separator: string, list: Scalar[]) => list.join(separator),
  },
  {
    name: 'printf',
    parameters: [
      { name: 'FORMAT', kind: 'text' },
      { name: 'VALUE', kind: 'scalar', given: 'any number of times' },
    ],
    says: 'FORMAT with a VALUE for each `%s`, `%v`, `%d` (a whole number) and `%q` (in double quotes); `%%` stands for `%`.',
    example: {
      template: '{{printf "%s:%d" host port}}',
      context: { host: 'store', port: 9000 },
      output: 'store:9000',
    },
    call: printf,
  },
  {
    name: 'eq',
    parameters: [
      { name: 'A', kind: 'scalar' },
      { name: 'B', kind: 'scalar' },
      { name: 'C', kind: 'scalar', given: 'any number of times' },
    ],
    says: 'Whether A equals any of the others; a number and a text can’t be compared.',
    example: {
      template: '{{#if (eq tier "staging" "production")}}two zones{{/if}}',
      context: { tier: 'production' },
      output: 'two zones',
    },
    call: (value: Scalar, ...others: Scalar[]) =>
      others.map((other) => areEqual('eq', value, other)).includes(true),
  },
  {
    name: 'ne',
    parameters: [
      { name: 'A', kind: 'scalar' },
      { name: 'B', kind: 'scalar' },
    ],
    says: 'Whether A and B differ; a number and a text can’t be compared.',
    example: {
      template: '{{#if (ne tier "production")}}one zone{{/if}}',
      context: { tier: 'development' },
      output: 'one zone',
    },
    call: (a: Scalar, b: Scalar) => !areEqual('ne', a, b),
  },
  {
    name: 'and',
    parameters: [
      { name: 'VALUE', kind: 'any' },
      { name: 'VALUE', kind: 'any', given: 'any number of times' },
    ],
    says: 'The first VALUE that is empty, or else the last.',
    example: {
      template: '{{#if (and alarms email)}}notify{{/if}}',
      context: { alarms: true, email: '' },
      output: '',
    },
    call: (...values) => {
      const empty = values.findIndex(isEmpty);
      return empty < 0 ? values.at(-1) : values[empty];
    },
  },
  {
    name: 'or',
    parameters: [
      { name: 'VALUE', kind: 'any' },
      { name: 'VALUE', kind: 'any', given: 'any number of times' },
    ],
    says: 'The first VALUE that is not empty, or else the last.',
    example: {
      template: '{{or nickname name}}',
      context: { nickname: '', name: 'store' },
      output: 'store',
    },
    call: (...values) => values.find((value) => !isEmpty(value)) ?? values.at(-1),
  },
  {
    name: 'not',
    parameters: [{ name: 'VALUE', kind: 'any' }],
    says: 'Whether VALUE is empty.',
    example: {
      template: '{{#if (not clients)}}nobody calls{{/if}}',
      context: { clients: [] },
      output: 'nobody calls',
    },
    call: isEmpty,
  },
  {
    name: 'ternary',
    parameters: [
      { name: 'A', kind: 'any' },
      { name: 'B', kind: 'any' },
      { name: 'TEST', kind: 'boolean' },
    ],
    says: 'A when TEST is true, B when it is false.',
    example: {
      template: 'assignPublicIp: {{ternary "ENABLED" "DISABLED" isPublic}}',
      context: { isPublic: false },
      output: 'assignPublicIp: DISABLED',
    },
    call: (a, b, test: boolean) => (test ? a : b),
  },
  {
    name: 'include',
    parameters: [
      { name: 'PARTIAL', kind: 'text' },
      { name: 'CONTEXT', kind: 'map', given: 'at most once' },
    ],
    takesNamed: true,
    says: 'What a partial writes, without its last line break, for other functions to work on.',
    example: {
      template: 'tags:{{nindent 4 (include "tag" name="team")}}',
      context: { project: 'shop' },
      output: 'tags:\n    - key: team\n      value: shop',
      partials: { tag: '- key: {{name}}\n  value: {{project}}\n' },
    },
  },
];
