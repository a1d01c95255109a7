import Handlebars from 'handlebars';
import { hintFrom } from '../nearest.ts';
import { type BlockName, templateBlocks } from './template-blocks.ts';
import { toExpression, toNamed, toPartialName, toWritten } from './template-expressions.ts';
import { type InSight, placeOf, type Reading, refuse } from './template-reading.ts';
import { diagnoseSyntax } from './template-syntax.ts';
import type { Expression, TemplateTree, TreeNode } from './template-tree.ts';

/**
 * Parses a template and resolves its names, so that what is wrong whatever the environment is told
 * at once, also behind conditions that no environment meets.
 *
 * @param partials names of all partials
 */
export function parseTemplate(
  file: string,
  text: string,
  partials: readonly string[],
): TemplateTree {
  const reading: Reading = { file, lines: text.split('\n'), partials, mistakes: [] };
  const program = parseText(text, reading);
  const body = program ? toNodes(program, [], reading) : [];
  const { mistakes } = reading;
  return { file, body: mistakes.length > 0 ? [] : body, mistakes };
}

function parseText(text: string, { file, mistakes }: Reading): hbs.AST.Program | undefined {
  try {
    return Handlebars.parse(text);
  } catch (error) {
    mistakes.push(diagnoseSyntax(file, text, error as Error));
    return undefined;
  }
}

function toNodes(
  program: hbs.AST.Program | undefined,
  inSight: InSight,
  reading: Reading,
): TreeNode[] {
  return (program?.body ?? []).flatMap((statement) => {
    const convert = STATEMENTS[statement.type];
    if (convert) return convert(statement, inSight, reading);
    const [what = statement.type, instead] = REFUSED[statement.type] ?? [];
    refuse(reading, 'template/syntax', statement, `${what} can’t be used here`, instead);
    return [];
  });
}

/** What Handlebars knows and these templates do without. */
const REFUSED: Readonly<Record<string, readonly [what: string, instead: string]>> = {
  Decorator: ['a decorator `{{* …}}`', 'templates take no code of their own'],
  DecoratorBlock: [
    'a partial inside a template `{{#*inline …}}`',
    'give it a file of its own under templates/partials/',
  ],
  PartialBlockStatement: [
    'a partial with a block `{{#> …}}`',
    'hand the partial what it needs by name: `{{> name key=value}}`',
  ],
};

type Convert = (
  // biome-ignore lint/suspicious/noExplicitAny: each entry is given statements of its own type
  statement: any,
  inSight: InSight,
  reading: Reading,
) => TreeNode[];

const STATEMENTS: Readonly<Record<string, Convert>> = {
  CommentStatement: () => [],
  ContentStatement: toText,
  MustacheStatement: (statement: hbs.AST.MustacheStatement, inSight, reading) => {
    const value = toWritten(statement, inSight, reading);
    return [{ kind: 'write', value, at: placeOf(statement, reading) }];
  },
  BlockStatement: toBlock,
  PartialStatement: toPartial,
};

function toText(statement: hbs.AST.ContentStatement, _: InSight, { file }: Reading): TreeNode[] {
  const { value, original, loc } = statement as typeof statement & { original: string };
  // White space around a tag on a line of its own is no text any more.
  const stripped = original.slice(0, Math.max(original.indexOf(value), 0)).split('\n');
  const firstLine = loc.start.line + stripped.length - 1;
  const before = (stripped.length === 1 ? loc.start.column : 0) + (stripped.at(-1) ?? '').length;
  const lines = value.split(/(?<=\n)/).map((text, index) => ({
    text,
    at: { file, line: firstLine + index, col: index === 0 ? before + 1 : 1 },
  }));
  return value === '' ? [] : [{ kind: 'text', lines }];
}

function toPartial(
  statement: hbs.AST.PartialStatement,
  inSight: InSight,
  reading: Reading,
): TreeNode[] {
  const { name, params, hash, indent } = statement;
  if (name.type === 'PathExpression' && (name as hbs.AST.PathExpression).data) {
    const [what, instead] = REFUSED.PartialBlockStatement ?? [];
    refuse(reading, 'template/syntax', name, `${what} can’t be used here`, instead);
    return [];
  }
  const [context, extra] = params;
  if (extra) {
    const message = 'a partial takes one context, and all else by name';
    refuse(reading, 'template/function', extra, message, 'write `{{> name key=value}}`');
  }
  return [
    {
      kind: 'partial',
      name: toPartialName(name, inSight, reading),
      context: context && toExpression(context, inSight, reading),
      named: toNamed(hash, inSight, reading),
      indent,
      at: placeOf(name, reading),
    },
  ];
}

function toBlock(
  statement: hbs.AST.BlockStatement,
  inSight: InSight,
  reading: Reading,
): TreeNode[] {
  const { path, params, hash, program, inverse } = statement;
  const name = path.original;
  const [value = path] = params;
  const takesNames = program?.blockParams?.length ?? 0;
  if (!Object.hasOwn(BLOCKS, name)) {
    const known = templateBlocks.map((block) => block.name);
    const message = `there is no block \`#${name}\``;
    refuse(reading, 'template/function', path, message, hintFrom(name, known));
  } else if (params.length !== 1 || hash || (takesNames > 0 && name !== 'each')) {
    const message = `\`#${name}\` takes one value${name === 'each' ? '' : ', and names none'}`;
    refuse(reading, 'template/function', path, message);
  }
  const make = BLOCKS[name as BlockName] ?? BLOCKS.if;
  const names = program?.blockParams ?? [];
  const body = toNodes(program, [...inSight, ...names], reading);
  const otherwise = toNodes(inverse, inSight, reading);
  return [make(toExpression(value, inSight, reading), body, otherwise, names)];
}

type MakeBlock = (
  value: Expression,
  body: TreeNode[],
  otherwise: TreeNode[],
  names: string[],
) => TreeNode;

const BLOCKS: Readonly<Record<BlockName, MakeBlock>> = {
  if: (test, body, otherwise) => ({
    kind: 'choice',
    test,
    whenFilled: body,
    whenEmpty: otherwise,
  }),
  unless: (test, body, otherwise) => ({
    kind: 'choice',
    test,
    whenFilled: otherwise,
    whenEmpty: body,
  }),
  each: (over, body, whenEmpty, names) => ({ kind: 'loop', over, names, body, whenEmpty }),
};
