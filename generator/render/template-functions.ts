import type Handlebars from 'handlebars';

/** A function was called in a way that it can't answer. */
export class TemplateFunctionError extends Error {
  override readonly name = 'TemplateFunctionError';
  readonly lineNumber: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, start: { line: number; column: number } | undefined) {
    super(message);
    this.lineNumber = start?.line;
    this.column = start?.column;
  }
}

type TemplateFunction = (...values: unknown[]) => unknown;

/** Functions of the templates, under the names that Helm and Sprig give them. */
export const templateFunctions: Readonly<Record<string, TemplateFunction>> = {
  /** A YAML string in double quotes, whatever the value's type. */
  quote: (value) => JSON.stringify(String(value)),
  /** The value as JSON on one line, which YAML reads too. */
  toJson: (value) => JSON.stringify(value),
  eq: (a, b) => a === b,
  not: (value) => !value,
  and: (...values) => values.every(Boolean),
  or: (...values) => values.some(Boolean),
  /** Puts values where the format has `%s`. */
  printf: (format, ...values) =>
    values.reduce<string>((text, value) => text.replace('%s', () => String(value)), String(format)),
};

const BLOCKS = ['if', 'unless', 'each'] as const;

/**
 * Strict mode looks at what stands alone in an expression, not at what functions and blocks are
 * given, so each of them refuses `undefined` here.
 */
export function registerFunctions(handlebars: typeof Handlebars): typeof Handlebars {
  const all = Object.entries(templateFunctions);
  const blocks = BLOCKS.map((name) => [name, handlebars.helpers[name]] as const);
  for (const [name, call] of [...all, ...blocks]) {
    if (call) handlebars.registerHelper(name, guarded(name, call, BLOCKS.includes(name as 'if')));
  }
  return handlebars;
}

type Options = Handlebars.HelperOptions & { loc?: { start: { line: number; column: number } } };

function guarded(
  name: string,
  call: Handlebars.HelperDelegate | TemplateFunction,
  isBlock: boolean,
): Handlebars.HelperDelegate {
  return function (this: unknown, ...given: unknown[]) {
    const options = given.at(-1) as Options;
    const values = given.slice(0, -1);
    const missing = values.indexOf(undefined);
    if (missing >= 0) {
      const message = `\`${name}\` is given a value that does not exist (its argument ${missing + 1})`;
      throw new TemplateFunctionError(message, options.loc?.start);
    }
    return Reflect.apply(call, this, isBlock ? given : values);
  };
}
