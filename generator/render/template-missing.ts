import type { Diagnostic } from '../diagnostics.ts';
import { nearest } from '../nearest.ts';
import { kindOf } from './template-kinds.ts';
import { ownValue, type Reading, readPath, type Scope, type Traced } from './template-scope.ts';
import type { PathExpression } from './template-tree.ts';

type Failed = Exclude<Reading, { found: Traced }>;

/** A path that leads to nothing, with the nearest that leads to something. */
export function diagnoseMissing(path: PathExpression, failed: Failed, scope: Scope): Diagnostic {
  const { parent, failedStep } = failed;
  const isMap = parent === undefined || keysOf(parent.value).length > 0;
  const before = textOf(path, path.steps.slice(0, failedStep));
  const why = isMap ? '' : `: \`${before}\` is ${kindOf(parent.value)}`;
  return {
    code: 'template/value',
    severity: 'error',
    message: `there is no value \`${path.text}\` here${why}`,
    ...hint(path, failed, scope),
    ...path.at,
  };
}

function hint(path: PathExpression, failed: Failed, scope: Scope): { hint?: string } {
  if (path.data !== undefined && path.data !== 'root') return { hint: LOOPS };
  const meant = nearestPath(path, failed, scope) ?? samePathElsewhere(path, scope);
  if (meant !== undefined) return { hint: `did you mean \`${meant}\`?` };
  if (Array.isArray(failed.parent?.value)) return { hint: '`#each` goes through a list' };
  const known = knownSteps(path, failed, scope).sort();
  const listed = [...known.slice(0, LISTED), ...(known.length > LISTED ? ['…'] : [])];
  return known.length > 0 ? { hint: `known here: ${listed.join(', ')}` } : {};
}

/** As many names a hint lists when none is near. */
const LISTED = 20;

const LOOPS = '`@index`, `@key`, `@first` and `@last` are known inside `#each` only';

/** The path with the step that fails written as a sibling that exists, and all of it where that leads on. */
function nearestPath(path: PathExpression, failed: Failed, scope: Scope): string | undefined {
  const { steps } = path;
  const { failedStep } = failed;
  const near = nearest(steps[failedStep] ?? '', knownSteps(path, failed, scope));
  if (near === undefined) return undefined;
  const mended = [...steps.slice(0, failedStep), near];
  const whole = [...mended, ...steps.slice(failedStep + 1)];
  const leadsOn = readPath({ ...path, steps: whole }, scope).found !== undefined;
  return textOf(path, leadsOn ? whole : mended);
}

/** The same path from `@root`, or from another name that is known here. */
function samePathElsewhere(path: PathExpression, scope: Scope): string | undefined {
  const { steps } = path;
  const rest = steps.slice(1);
  const candidates = [
    ['@root', ...steps],
    ...namesIn(scope).flatMap((name) => [
      [name, ...steps],
      ...(rest.length > 0 ? [[name, ...rest]] : []),
    ]),
  ];
  const found = candidates.find(([start = '', ...then]) => {
    const data = start === '@root' ? 'root' : undefined;
    const walked = data ? then : [start, ...then];
    return readPath({ ...path, depth: 0, isScoped: false, data, steps: walked }, scope).found;
  });
  return found?.join('.');
}

/** Names that would have led on from where the path failed. */
function knownSteps(path: PathExpression, { parent }: Failed, scope: Scope): string[] {
  if (parent) return keysOf(parent.value);
  return path.data === undefined ? namesIn(scope, path) : [];
}

/** Names that an expression can begin with. */
function namesIn(scope: Scope, { depth, isScoped }: Partial<PathExpression> = {}): string[] {
  let there: Scope | undefined = scope;
  for (let up = 0; up < (depth ?? 0); up++) there = there?.outer;
  if (!there) return [];
  const variables = depth || isScoped ? [] : there.variables.keys();
  return [...new Set([...variables, ...there.named.keys(), ...keysOf(there.self.value)])];
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value).filter((key) => ownValue(value, key) !== undefined);
}

/** A path as one would write it, with what it begins with. */
function textOf({ text, data, depth, isScoped }: PathExpression, steps: readonly string[]): string {
  if (data !== undefined) return [`@${'../'.repeat(depth)}${data}`, ...steps].join('.');
  const [scoped] = isScoped && depth === 0 ? (/^(this\.|\.\/)/.exec(text) ?? ['']) : [''];
  return `${'../'.repeat(depth)}${scoped}${steps.join('.')}`;
}
