import type { Position } from '../diagnostics.ts';

/**
 * Markers say, inside a rendered text, which template position the characters after them came from.
 * They are private-use characters, so they never meet a real one, and are taken out before anybody
 * reads the text.
 */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARKER = /\uE000(\d+)\uE001/g;

/** What a stretch of rendered text came from. */
export interface Source {
  readonly template: Position;
  /** Paths of the model's values that were read for it. */
  readonly reads: readonly string[];
}

export class Trace {
  readonly #sources: Source[] = [];
  #reads: string[] = [];

  mark(source: Source): string {
    this.#sources.push(source);
    return `${OPEN}${this.#sources.length - 1}${CLOSE}`;
  }

  read(path: string): void {
    this.#reads.push(path);
  }

  takeReads(): string[] {
    const reads = longestPaths(this.#reads);
    this.#reads = [];
    return reads;
  }

  /** Takes the markers out and remembers where each stretch began. */
  finish(marked: string): TracedText {
    const starts: { offset: number; source: Source }[] = [];
    let removed = 0;
    const text = marked.replace(MARKER, (marker, id: string, offset: number) => {
      const source = this.#sources[Number(id)];
      if (source) starts.push({ offset: offset - removed, source });
      removed += marker.length;
      return '';
    });
    return { text, sourcesBetween: (from, to) => between(starts, from, to) };
  }
}

export interface TracedText {
  readonly text: string;
  /** Sources of the characters from one offset up to another. */
  readonly sourcesBetween: (from: number, to: number) => Source[];
}

function between(starts: readonly { offset: number; source: Source }[], from: number, to: number) {
  const first = starts.findLastIndex(({ offset }) => offset <= from);
  return starts
    .slice(Math.max(first, 0))
    .filter(({ offset }, index) => index === 0 || offset < to)
    .map(({ source }) => source);
}

/** Reading `a.b.c` reads `a` and `a.b` on the way; only the longest says something. */
export function longestPaths(paths: readonly string[]): string[] {
  const unique = [...new Set(paths)];
  return unique.filter((path) => !unique.some((other) => other.startsWith(`${path}.`)));
}

/** A view of a value that tells every path that is read from it. */
export function recordReads<Value>(value: Value, read: (path: string) => void, under = ''): Value {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      const says = typeof key === 'string' && !(key === 'length' && Array.isArray(target));
      if (!says || typeof found === 'function') return found;
      const path = under === '' ? key : `${under}.${key}`;
      read(path);
      return recordReads(found, read, path);
    },
  });
}

type Program = hbs.AST.Program;
type Statement = hbs.AST.Statement;

/** Name of the helper that marks what an expression writes. */
export const TRACED = '__traced';

/** Puts markers into a template's syntax tree: before every line of text and every expression. */
export function markTemplate(program: Program, template: string, trace: Trace): Program {
  const statements = (body: Statement[]): Statement[] =>
    body.flatMap((statement): Statement[] => {
      if (statement.type === 'ContentStatement') {
        return markLines(statement as hbs.AST.ContentStatement, template, trace);
      }
      if (statement.type === 'MustacheStatement') {
        return [markExpression(statement as hbs.AST.MustacheStatement)];
      }
      const block = statement as Partial<hbs.AST.BlockStatement>;
      if (block.program) block.program.body = statements(block.program.body);
      if (block.inverse) block.inverse.body = statements(block.inverse.body);
      return [statement];
    });
  program.body = statements(program.body);
  return program;
}

function markLines(content: hbs.AST.ContentStatement, template: string, trace: Trace): Statement[] {
  const { value, original, loc } = content as typeof content & { original: string };
  const stripped = original.slice(0, Math.max(original.indexOf(value), 0));
  const firstLine = loc.start.line + stripped.split('\n').length - 1;
  const marked = value
    .split(/(?<=\n)/)
    .map((text, index) => {
      const position = { file: template, line: firstLine + index, col: 1 };
      return trace.mark({ template: position, reads: [] }) + text;
    })
    .join('');
  return [{ ...content, value: marked, original: marked } as Statement];
}

function markExpression(mustache: hbs.AST.MustacheStatement): Statement {
  const { path, params, hash, loc } = mustache;
  const isCall = params.length > 0 || hash !== undefined;
  const expression = isCall ? { type: 'SubExpression', path, params, hash, loc } : path;
  const { line, column } = loc.start;
  return {
    ...mustache,
    path: { type: 'PathExpression', original: TRACED, parts: [TRACED], depth: 0, data: false, loc },
    params: [expression, number(line, loc), number(column + 1, loc)],
    hash: undefined,
  } as unknown as Statement;
}

const number = (value: number, loc: hbs.AST.SourceLocation) => ({
  type: 'NumberLiteral',
  value,
  original: value,
  loc,
});
