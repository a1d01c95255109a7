import type { Example } from './template-function.ts';

/** A block as the guide shows it; `template-parse.ts` makes the tree of each. */
export interface TemplateBlock {
  readonly name: string;
  readonly takes: string;
  readonly says: string;
  readonly example: Example;
}

export const templateBlocks = [
  {
    name: 'if',
    takes: 'VALUE',
    says: 'Writes what it holds unless VALUE is empty; else what stands behind `{{else}}` or `{{else if OTHER}}`.',
    example: {
      template: '{{#if replicas}}many{{else if name}}one{{else}}none{{/if}}',
      context: { replicas: 0, name: 'store' },
      output: 'one',
    },
  },
  {
    name: 'unless',
    takes: 'VALUE',
    says: 'Writes what it holds when VALUE is empty.',
    example: {
      template: '{{#unless isPublic}}private{{/unless}}',
      context: { isPublic: false },
      output: 'private',
    },
  },
  {
    name: 'each',
    takes: 'LIST',
    says: 'Writes what it holds for each item of a list, or each value of a map in the order of its keys; `as |item key|` names them, `@index`, `@key`, `@first` and `@last` tell the turn, `../` leads outside.',
    example: {
      template: '{{#each ports as |port|}}\n{{@index}}: {{port}}\n{{else}}\nnone\n{{/each}}\n',
      context: { ports: [80, 443] },
      output: '0: 80\n1: 443\n',
    },
  },
] as const satisfies readonly TemplateBlock[];

export type BlockName = (typeof templateBlocks)[number]['name'];
