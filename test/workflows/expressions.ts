/** What expressions can ask for. */
export interface Context {
  /** `github.…`; `github.event` is the event as GitHub sends it. */
  readonly github: Readonly<Record<string, unknown>> & { readonly event: unknown };
  readonly runner: Readonly<Record<string, string>>;
  /** Of the job: the row of its matrix, and the outputs of the jobs that it needs. */
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly needs: Readonly<Record<string, NeededJob>>;
  /** How the steps with an id ended so far, and what they put out. */
  readonly steps: Readonly<Record<string, StepContext>>;
  /** What may be left out; what is not there is empty, as on GitHub. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Whether a step failed so far. */
  readonly hasFailed: boolean;
}

interface NeededJob {
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StepContext {
  readonly outcome: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Contexts in which a name that is not there is empty and no mistake of the workflow. */
const OPTIONAL = ['inputs', 'vars', 'secrets'];

/** Reads such as `github.event.pull_request.number`. */
function at(context: Context, path: string): unknown {
  const [root = '', ...keys] = path.split('.');
  const value = keys.reduce<unknown>(
    (object, key) => (object as Record<string, unknown> | undefined)?.[key],
    context[root as keyof Context],
  );
  if (value !== undefined) return value;
  // Which event it is decides what it has; a push, say, has no number.
  const isEmpty = OPTIONAL.includes(root) || path === 'github.event.before';
  if (!isEmpty) throw new Error(`There is no ${path}`);
  return '';
}

type Form = readonly [form: RegExp, value: (parts: readonly string[], context: Context) => unknown];

/** Every form of expression that the executed workflows use. One that is not here fails the test. */
const FORMS: readonly Form[] = [
  [/^!cancelled\(\)$/, () => true],
  [/^always\(\)$/, () => true],
  [/^'([^']*)'$/, ([text]) => text],
  [
    /^contains\(fromJSON\('(.*)'\), (\S+)\)$/,
    ([list = '', one = ''], context) => JSON.parse(list).includes(evaluate(one, context)),
  ],
  [/^fromJSON\((\S+)\)$/, ([text = ''], context) => JSON.parse(String(at(context, text)))],
  [
    /^(.+) \|\| (\S+)$/,
    ([one = '', other = ''], context) => evaluate(one, context) || evaluate(other, context),
  ],
  [
    /^(\S+) == (\S+)$/,
    ([one = '', other = ''], context) => evaluate(one, context) === evaluate(other, context),
  ],
  [
    /^(\S+) != (\S+)$/,
    ([one = '', other = ''], context) => evaluate(one, context) !== evaluate(other, context),
  ],
  [
    /^((?:github|runner|matrix|needs|steps|inputs|vars|secrets)\.[\w.-]+)$/,
    ([path = ''], context) => at(context, path),
  ],
];

export function evaluate(expression: string, context: Context): unknown {
  const text = expression.trim();
  for (const [form, value] of FORMS) {
    const found = form.exec(text);
    if (found) return value(found.slice(1), context);
  }
  throw new Error(`Unknown expression: ${text}`);
}

/** A value with its `${{ … }}` filled in. */
export const fill = (text: string, context: Context): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression) => String(evaluate(expression, context)));

export const fillAll = (values: Readonly<Record<string, unknown>>, context: Context) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fill(String(value), context)]),
  );

/** The value of a whole `${{ … }}`, of any type. */
export function readValue(text: string, context: Context): unknown {
  const [, inner] = /^\$\{\{(.*)\}\}$/.exec(text) ?? [];
  if (inner === undefined) throw new Error(`No expression: ${text}`);
  return evaluate(inner, context);
}

/** Whether a step or job runs; without a condition it does while nothing has failed. */
export function isMet(condition: string | undefined, context: Context): boolean {
  if (condition === undefined) return !context.hasFailed;
  const [, inner] = /^\$\{\{(.*)\}\}$/.exec(condition) ?? [];
  if (inner === undefined) throw new Error(`A condition without \${{ }}: ${condition}`);
  const terms = inner.split(' && ');
  const asksItself = terms.some((term) => /^\s*(?:!cancelled|always|failure)\(\)/.test(term));
  return (
    (asksItself || !context.hasFailed) &&
    terms.every((term) => Boolean(evaluate(term, context)) === true)
  );
}
