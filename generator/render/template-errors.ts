import { type Diagnostic, Failure } from '../diagnostics.ts';

/** What Handlebars and the template functions throw. */
interface TemplateError extends Error {
  /** From 1. */
  readonly lineNumber?: number;
  /** From 0. */
  readonly column?: number;
}

/** Does something with a template and turns what it throws into a diagnostic at the template's line. */
export function withTemplateErrors<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    // A partial that failed has already said where.
    if (error instanceof Failure) throw error;
    throw new Failure([diagnose(path, error as TemplateError)]);
  }
}

const KINDS: readonly {
  matches: RegExp;
  code: Diagnostic['code'];
  message: (found: RegExpExecArray) => string;
}[] = [
  {
    matches: /^Parse error on line (\d+):\n([^\n]*)/,
    code: 'template/syntax',
    message: ([, , excerpt]) => `this is not a Handlebars expression: ${excerpt?.trim()}`,
  },
  {
    matches: /^"([^"]+)" not defined in /,
    code: 'template/value',
    message: ([, name]) => `there is no value \`${name}\` here`,
  },
  {
    matches: /^The partial (\S+) could not be found/,
    code: 'template/file',
    message: ([, name]) => `there is no partial \`${name}\``,
  },
];

function diagnose(path: string, error: TemplateError): Diagnostic {
  for (const { matches, code, message } of KINDS) {
    const found = matches.exec(error.message);
    if (!found) continue;
    const line = code === 'template/syntax' ? Number(found[1]) : error.lineNumber;
    return at(path, code, message(found), line, error.column);
  }
  return at(path, 'template/syntax', firstLine(error.message), error.lineNumber, error.column);
}

function at(
  file: string,
  code: Diagnostic['code'],
  message: string,
  line = 1,
  column = 0,
): Diagnostic {
  return { code, severity: 'error', message, file, line, col: column + 1 };
}

const firstLine = (text: string) => text.split('\n')[0] ?? text;
