import { type Diagnostic, Failure, onceEach } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import {
  type EvaluatedCall,
  evaluate,
  evaluateNamed,
  type Partials,
  plainValue,
  type Run,
} from './template-evaluate.ts';
import { isEmpty, kindOf } from './template-kinds.ts';
import { childOf, NO_NAMES, rootScope, type Scope, type Traced } from './template-scope.ts';
import type {
  ChoiceNode,
  Expression,
  LoopNode,
  PartialNode,
  TemplateTree,
  TextNode,
  TreeNode,
  WriteNode,
} from './template-tree.ts';
import { mapPieces, type Piece, TracedText } from './trace-text.ts';

/**
 * Evaluates a template in a context. Strict: what does not exist is a mistake wherever it stands.
 *
 * @throws {Failure} with every mistake that the evaluation meets
 */
export function writeTemplate(
  { file, body, mistakes }: TemplateTree,
  context: object,
  partials: Partials,
): TracedText {
  const run: Run = { partials, out: [], problems: [...mistakes], calls: [], writePartial };
  writeNodes(body, rootScope(context), run);
  if (run.problems.length > 0) throw new Failure(onceEach(run.problems));
  return new TracedText(run.out, file);
}

function writeNodes(nodes: readonly TreeNode[], scope: Scope, run: Run): void {
  for (const node of nodes) {
    const write = WRITERS[node.kind] as (node: TreeNode, scope: Scope, run: Run) => void;
    write(node, scope, run);
  }
}

const WRITERS: {
  readonly [Kind in TreeNode['kind']]: (
    node: Extract<TreeNode, { kind: Kind }>,
    scope: Scope,
    run: Run,
  ) => void;
} = {
  text: writeText,
  write: writeValue,
  choice: writeChoice,
  loop: writeLoop,
  partial: writeCall,
};

function writeText({ lines }: TextNode, { because }: Scope, { out }: Run): void {
  for (const { text, at } of lines) {
    out.push({ text, source: { template: at, reads: [], because, isText: true } });
  }
}

function writeValue({ value: expression, at }: WriteNode, scope: Scope, run: Run): void {
  const found = evaluate(expression, scope, run);
  if (!found) return;
  const { value, from } = found;
  if (value instanceof TracedText) append(value, run);
  else if (typeof value === 'object') run.problems.push(refuseToWrite(expression, value));
  else {
    const source = { template: at, reads: from, because: scope.because, isText: false };
    run.out.push({ text: String(value), source });
  }
}

function refuseToWrite(expression: Expression, value: object | null): Diagnostic {
  const text = expression.kind === 'literal' ? 'null' : expression.text;
  const inner = expression.kind === 'call' ? `(${text})` : text;
  return {
    code: 'template/value',
    severity: 'error',
    message: `\`${text}\` is ${kindOf(value)}, which can’t be written as text`,
    hint: `write \`{{toJson ${inner}}}\`, or one of its values`,
    ...expression.at,
  };
}

function writeChoice({ test, whenFilled, whenEmpty }: ChoiceNode, scope: Scope, run: Run): void {
  const found = evaluate(test, scope, run);
  if (!found) return;
  writeNodes(isEmpty(plainValue(found.value)) ? whenEmpty : whenFilled, under(scope, found), run);
}

/** Inside a block, what its condition was made of is why things are written. */
const under = (scope: Scope, { from }: Traced): Scope =>
  from.length === 0 ? scope : { ...scope, because: { reads: from, outer: scope.because } };

function writeLoop({ over, names, body, whenEmpty }: LoopNode, scope: Scope, run: Run): void {
  const found = evaluate(over, scope, run);
  if (!found) return;
  const list = plainValue(found.value);
  if (typeof list !== 'object' || list === null) {
    const message = `\`#each\` goes through a list or a map, and is given ${kindOf(list)}`;
    run.problems.push({ code: 'template/value', severity: 'error', message, ...over.at });
    return;
  }
  const keys = Array.isArray(list) ? [...list.keys()] : Object.keys(list).sort();
  if (keys.length === 0) writeNodes(whenEmpty, under(scope, found), run);
  for (const [index, key] of keys.entries()) {
    const self = childOf(found, String(key));
    const turn = { index, key, first: index === 0, last: index === keys.length - 1 };
    if (self) writeNodes(body, turnScope(scope, self, names, turn), run);
  }
}

function turnScope(
  scope: Scope,
  self: Traced,
  names: readonly string[],
  turn: { readonly key: string | number; readonly [name: string]: unknown },
): Scope {
  const data = Object.fromEntries(
    Object.entries(turn).map(([name, value]) => [name, { value, from: [] }]),
  );
  const [item, key] = names;
  const named: [string | undefined, Traced][] = [
    [item, self],
    [key, { value: turn.key, from: self.from }],
  ];
  const added = named.flatMap(([name, value]) =>
    name === undefined ? [] : [[name, value] as const],
  );
  return {
    ...under(scope, self),
    self,
    named: NO_NAMES,
    variables: new Map([...scope.variables, ...added]),
    outer: scope,
    loop: { data, outer: scope.loop },
  };
}

function writeCall(node: PartialNode, scope: Scope, run: Run): void {
  const name = evaluate(node.name, scope, run);
  const context = node.context && evaluate(node.context, scope, run);
  const named = evaluateNamed(node.named, scope, run);
  if (!name || !named || (node.context && !context)) return;
  const written = writePartial({ name, context, named, at: node.at }, scope, run);
  if (written) append(indentLines(written, node.indent), run);
}

/** One by one: as arguments of one call, many pieces would overflow the stack. */
function append({ pieces }: TracedText, { out }: Run): void {
  for (const piece of pieces) out.push(piece);
}

/** As Handlebars does it: every line but an empty last one. */
function indentLines(written: TracedText, indent: string): TracedText {
  if (indent === '') return written;
  const { pieces } = mapPieces(written, (text) => text.replaceAll('\n', `\n${indent}`), indent);
  const last = pieces.at(-1);
  if (!last?.text.endsWith(`\n${indent}`)) return new TracedText(pieces);
  const text = last.text.slice(0, -indent.length);
  return new TracedText([...pieces.slice(0, -1), { ...last, text }]);
}

/** Deeper than partials that end call one another. */
const DEEPEST = 50;

function writePartial(call: EvaluatedCall, scope: Scope, run: Run): TracedText | undefined {
  const name = String(plainValue(call.name.value));
  const tree = run.partials.get(name);
  if (!tree) {
    run.problems.push(missingPartial(name, call, run));
    return undefined;
  }
  const calls = [...run.calls, { name, at: call.at }];
  if (calls.length > DEEPEST) throw new Failure(onceEach([...run.problems, endless(calls)]));
  run.problems.push(...tree.mistakes);
  const out: Piece[] = [];
  writeNodes(tree.body, partialScope(call, under(scope, call.name)), { ...run, out, calls });
  return new TracedText(out);
}

/** A partial sees the context that it is given, else its caller's; never block parameters. */
function partialScope({ context, named }: EvaluatedCall, scope: Scope): Scope {
  const isOther = context !== undefined || named.size > 0;
  return {
    ...scope,
    self: context ?? scope.self,
    named: context ? named : new Map([...scope.named, ...named]),
    variables: NO_NAMES,
    outer: isOther ? scope : scope.outer,
  };
}

function missingPartial(name: string, { at }: EvaluatedCall, { partials }: Run): Diagnostic {
  const message = `there is no partial \`${name}\``;
  const hint = hintFrom(name, partials.names);
  return { code: 'template/file', severity: 'error', message, hint, ...at };
}

/** Told where the circle closes for the first time. */
function endless(calls: Run['calls']): Diagnostic {
  const names = calls.map(({ name }) => name);
  const closing = names.findIndex((name, index) => names.indexOf(name) < index);
  const circle = names.slice(names.indexOf(names[closing] ?? ''), closing + 1).join(' → ');
  return {
    code: 'template/recursion',
    severity: 'error',
    message: `partials call one another without end: ${circle}`,
    hint: 'a partial that calls itself needs a condition that ends it',
    ...calls[closing]?.at,
  };
}
