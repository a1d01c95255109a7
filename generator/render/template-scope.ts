import type { PathExpression } from './template-tree.ts';
import type { Because } from './trace-text.ts';

/** A value, and where in the context it came from. */
export interface Traced {
  readonly value: unknown;
  /** Its one place in the context, such as `env.services.0.name`; missing when it was computed. */
  readonly place?: string;
  /** All places that it was made of. */
  readonly from: readonly string[];
}

/** What the names of an expression mean. */
export interface Scope {
  /** `this` */
  readonly self: Traced;
  /** What a partial was given by name; lies over `this`. */
  readonly named: Names;
  /** Block parameters in sight. */
  readonly variables: Names;
  /** What `../` leads to. */
  readonly outer: Scope | undefined;
  readonly loop: Loop | undefined;
  /** `@root` */
  readonly root: Traced;
  /** What decided that this is evaluated. */
  readonly because: Because | undefined;
}

export type Names = ReadonlyMap<string, Traced>;

/** `@index`, `@key`, `@first` and `@last` of a turn of `each`. */
export interface Loop {
  readonly data: Readonly<Record<string, Traced>>;
  readonly outer: Loop | undefined;
}

export const NO_NAMES: Names = new Map();

export function rootScope(context: object): Scope {
  const root = { value: context, place: '', from: [] };
  const nothing = { outer: undefined, loop: undefined, because: undefined };
  return { self: root, named: NO_NAMES, variables: NO_NAMES, root, ...nothing };
}

/** A value that was made of others. */
export const madeOf = (value: unknown, parts: readonly Traced[]): Traced => ({
  value,
  from: [...new Set(parts.flatMap(({ from }) => from))],
});

export function childOf(parent: Traced, step: string): Traced | undefined {
  const value = ownValue(parent.value, step);
  if (value === undefined) return undefined;
  if (parent.place === undefined) return { value, from: parent.from };
  const place = parent.place === '' ? step : `${parent.place}.${step}`;
  return { value, place, from: [place] };
}

/** Only what a value itself holds: nothing of JavaScript's own, such as `constructor`. */
export function ownValue(parent: unknown, step: string): unknown {
  const holds = typeof parent === 'object' && parent !== null && Object.hasOwn(parent, step);
  return holds ? (parent as Record<string, unknown>)[step] : undefined;
}

/** How far a path leads: to its value, or to the step behind which there is nothing. */
export type Reading =
  | { readonly found: Traced }
  | {
      readonly found?: undefined;
      readonly failedStep: number;
      readonly parent: Traced | undefined;
    };

export function readPath(path: PathExpression, scope: Scope): Reading {
  const { steps } = path;
  const first = firstStep(path, scope);
  let found = first.found;
  if (!found) return { failedStep: 0, parent: undefined };
  for (let index = first.taken; index < steps.length; index++) {
    const child = childOf(found, steps[index] ?? '');
    if (!child) return { failedStep: index, parent: found };
    found = child;
  }
  return { found };
}

/** What a path begins with, and how many of its steps that took. */
function firstStep(
  path: PathExpression,
  scope: Scope,
): { found?: Traced | undefined; taken: number } {
  const { data, depth, isScoped, steps } = path;
  if (data === 'root') return { found: scope.root, taken: 0 };
  if (data !== undefined) return { found: loopAt(scope, depth)?.data[data], taken: 0 };
  const there = scopeAt(scope, depth);
  const [step] = steps;
  if (!there || step === undefined) return { found: there && wholeSelf(there), taken: 0 };
  const variable = depth === 0 && !isScoped ? there.variables.get(step) : undefined;
  return { found: variable ?? there.named.get(step) ?? childOf(there.self, step), taken: 1 };
}

export function scopeAt(scope: Scope, depth: number): Scope | undefined {
  let there: Scope | undefined = scope;
  for (let up = 0; up < depth; up++) there = there?.outer;
  return there;
}

function loopAt({ loop }: Scope, depth: number): Loop | undefined {
  let there = loop;
  for (let up = 0; up < depth; up++) there = there?.outer;
  return there;
}

/** `this`: with what a partial was given by name. */
function wholeSelf({ self, named }: Scope): Traced {
  if (named.size === 0) return self;
  const own = typeof self.value === 'object' && !Array.isArray(self.value) ? self.value : {};
  const given = Object.fromEntries([...named].map(([name, { value }]) => [name, value]));
  return madeOf({ ...own, ...given }, [self, ...named.values()]);
}
