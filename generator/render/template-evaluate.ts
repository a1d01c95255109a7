import type { Diagnostic, Position } from '../diagnostics.ts';
import { callFunction, checkKinds } from './template-calls.ts';
import { TemplateFunctionError } from './template-function.ts';
import { diagnoseMissing } from './template-missing.ts';
import {
  madeOf,
  type Names,
  NO_NAMES,
  readPath,
  type Scope,
  type Traced,
} from './template-scope.ts';
import type {
  CallExpression,
  Expression,
  NamedExpression,
  PathExpression,
  TemplateTree,
} from './template-tree.ts';
import { type Piece, TracedText } from './trace-text.ts';

/** One evaluation of one template. */
export interface Run {
  readonly partials: Partials;
  readonly out: Piece[];
  readonly problems: Diagnostic[];
  /** The partials that are being written, the outermost first. */
  readonly calls: readonly { readonly name: string; readonly at: Position }[];
  readonly writePartial: (call: EvaluatedCall, scope: Scope, run: Run) => TracedText | undefined;
}

/** How templates find one another. */
export interface Partials {
  readonly names: readonly string[];
  readonly get: (name: string) => TemplateTree | undefined;
}

/** A partial with what it is given. */
export interface EvaluatedCall {
  readonly name: Traced;
  readonly context: Traced | undefined;
  readonly named: Names;
  readonly at: Position;
}

/** The value of an expression, or nothing when what is wrong with it has been told. */
export function evaluate(expression: Expression, scope: Scope, run: Run): Traced | undefined {
  switch (expression.kind) {
    case 'literal':
      return { value: expression.value, from: [] };
    case 'path':
      return evaluatePath(expression, scope, run);
    case 'call':
      return evaluateCall(expression, scope, run);
  }
}

/** The values of all, or nothing when one is missing. Every one that is missing is told. */
export function evaluateNamed(
  expressions: readonly NamedExpression[],
  scope: Scope,
  run: Run,
): Names | undefined {
  if (expressions.length === 0) return NO_NAMES;
  const values = evaluateAll(
    expressions.map(({ value }) => value),
    scope,
    run,
  );
  return values && new Map(values.map((value, index) => [expressions[index]?.name ?? '', value]));
}

function evaluateAll(expressions: readonly Expression[], scope: Scope, run: Run) {
  const found = expressions.flatMap((one) => evaluate(one, scope, run) ?? []);
  return found.length === expressions.length ? found : undefined;
}

function evaluatePath(path: PathExpression, scope: Scope, run: Run): Traced | undefined {
  const reading = readPath(path, scope);
  if (reading.found) return reading.found;
  run.problems.push(diagnoseMissing(path, reading, scope));
  return undefined;
}

function evaluateCall(expression: CallExpression, scope: Scope, run: Run): Traced | undefined {
  const given = evaluateAll(expression.given, scope, run);
  const named = evaluateNamed(expression.named, scope, run);
  if (!given || !named) return undefined;
  try {
    return callWith(expression, given, named, scope, run);
  } catch (error) {
    if (!(error instanceof TemplateFunctionError)) throw error;
    const { message, hint } = error;
    run.problems.push({
      code: 'template/function',
      severity: 'error',
      message: `${message}, in \`${expression.text}\``,
      ...(hint && { hint }),
      ...expression.at,
    });
    return undefined;
  }
}

function callWith(
  { call, given: written, at: callAt }: CallExpression,
  given: readonly Traced[],
  named: Names,
  scope: Scope,
  run: Run,
): Traced | undefined {
  const values = given.map(({ value }, index) =>
    call.parameters[index]?.kind === 'pieces' ? value : plainValue(value),
  );
  if (call.name !== 'include') return madeOf(callFunction(call, values), given);
  checkKinds(call, values);
  const [name, context] = given;
  const at = written[0]?.at ?? callAt;
  const included = name && run.writePartial({ name, context, named, at }, scope, run);
  return included && includedText(included);
}

/** Other functions get the text alone. */
export const plainValue = (value: unknown): unknown =>
  value instanceof TracedText ? value.text : value;

/** A partial's last line break would end the line that it is included in. */
function includedText({ pieces }: TracedText): Traced {
  const kept = pieces.filter(({ text }) => text !== '');
  const last = kept.at(-1);
  if (!last) return { value: '', from: [] };
  const without = { ...last, text: last.text.replace(/\n$/, '') };
  const value = new TracedText([...kept.slice(0, -1), without]);
  return { value, from: [...new Set(kept.flatMap(({ source }) => source.reads))] };
}
