/** What expressions can ask for. */
export interface Context {
  readonly eventName: string;
  readonly event: unknown;
  readonly runnerTemp: string;
  readonly token: string;
  /** How the steps with an id ended so far. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** Whether a step failed so far. */
  readonly hasFailed: boolean;
}

/** Reads a path of the event; it must be there, or the fake event is not like GitHub's. */
function at({ event }: Context, path: string): unknown {
  const value = path
    .split('.')
    .reduce<unknown>((object, key) => (object as Record<string, unknown>)?.[key], event);
  if (value === undefined) throw new Error(`The event has no ${path}`);
  return value;
}

/** Every expression that the executed workflows use. One that is not here fails the test. */
const EXPRESSIONS: Readonly<Record<string, (context: Context) => unknown>> = {
  '!cancelled()': () => true,
  'github.token': ({ token }) => token,
  'runner.temp': ({ runnerTemp }) => runnerTemp,
  "github.event_name == 'pull_request'": ({ eventName }) => eventName === 'pull_request',
  "steps.install.outcome == 'success'": ({ outcomes }) => outcomes.install === 'success',
  'github.event.pull_request.number': (context) => at(context, 'pull_request.number'),
  'github.event.pull_request.head.sha': (context) => at(context, 'pull_request.head.sha'),
  'github.event.workflow_run.id': (context) => at(context, 'workflow_run.id'),
  "github.event.workflow_run.event == 'pull_request'": (context) =>
    at(context, 'workflow_run.event') === 'pull_request',
  'contains(fromJSON(\'["success", "failure", "timed_out"]\'), github.event.workflow_run.conclusion)':
    (context) =>
      ['success', 'failure', 'timed_out'].includes(String(at(context, 'workflow_run.conclusion'))),
};

function evaluate(expression: string, context: Context): unknown {
  const know = EXPRESSIONS[expression.trim()];
  if (!know) throw new Error(`Unknown expression: ${expression.trim()}`);
  return know(context);
}

/** A value with its `${{ … }}` filled in. */
export const fill = (text: string, context: Context): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression) => String(evaluate(expression, context)));

/** Whether a step or job runs; without a condition it does while nothing has failed. */
export function isMet(condition: string | undefined, context: Context): boolean {
  if (condition === undefined) return !context.hasFailed;
  const [, inner] = /^\$\{\{(.*)\}\}$/.exec(condition) ?? [];
  if (inner === undefined) throw new Error(`A condition without \${{ }}: ${condition}`);
  return inner.split(' && ').every((term) => evaluate(term, context) === true);
}
