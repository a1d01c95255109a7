import type { Diagnostic, Position } from '../diagnostics.ts';
import type { TemplateFunction } from './template-function.ts';

/** A template as a tree in which every name of a function is resolved and every part knows its place. */
export interface TemplateTree {
  readonly file: string;
  readonly body: readonly TreeNode[];
  /** What is wrong whatever the environment; a template with mistakes has no body. */
  readonly mistakes: readonly Diagnostic[];
}

export type TreeNode = TextNode | WriteNode | ChoiceNode | LoopNode | PartialNode;

/** Text as it is, cut into lines, so that each line knows where it stands. */
export interface TextNode {
  readonly kind: 'text';
  readonly lines: readonly { readonly text: string; readonly at: Position }[];
}

/** `{{expression}}` */
export interface WriteNode {
  readonly kind: 'write';
  readonly value: Expression;
  readonly at: Position;
}

/** `{{#if}}`, and `{{#unless}}` with its branches changed round. */
export interface ChoiceNode {
  readonly kind: 'choice';
  readonly test: Expression;
  readonly whenFilled: readonly TreeNode[];
  readonly whenEmpty: readonly TreeNode[];
}

/** `{{#each list as |item key|}}` */
export interface LoopNode {
  readonly kind: 'loop';
  readonly over: Expression;
  readonly names: readonly string[];
  readonly body: readonly TreeNode[];
  readonly whenEmpty: readonly TreeNode[];
}

/** `{{> name context key=value}}` */
export interface PartialNode extends PartialCall {
  readonly kind: 'partial';
  /** What stands before it on its line; goes before every line that it writes. */
  readonly indent: string;
}

export interface PartialCall {
  readonly name: Expression;
  readonly context: Expression | undefined;
  readonly named: readonly NamedExpression[];
  readonly at: Position;
}

export interface NamedExpression {
  readonly name: string;
  readonly value: Expression;
}

export type Expression = LiteralExpression | PathExpression | CallExpression;

export interface LiteralExpression {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  readonly at: Position;
}

/** `service.name`, `../x`, `@root.env`, `this` */
export interface PathExpression {
  readonly kind: 'path';
  /** As written. */
  readonly text: string;
  /** How many `../` it begins with. */
  readonly depth: number;
  /** What follows `@`, when it begins so. */
  readonly data: string | undefined;
  /** Begins with `this.` or `./`: a name of a block parameter is not meant. */
  readonly isScoped: boolean;
  readonly steps: readonly string[];
  readonly at: Position;
}

/** `(name argument … key=value)` */
export interface CallExpression {
  readonly kind: 'call';
  /** As written, without brackets. */
  readonly text: string;
  readonly call: TemplateFunction;
  readonly given: readonly Expression[];
  readonly named: readonly NamedExpression[];
  readonly at: Position;
}
