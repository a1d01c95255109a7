import Handlebars from 'handlebars';
import { Failure } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import { withTemplateErrors } from './template-errors.ts';
import { registerFunctions } from './template-functions.ts';
import { markTemplate, TRACED, Trace, type TracedText } from './trace-template.ts';

/** Template texts by path from the repository's root. */
export type Templates = ReadonlyMap<string, string>;

export const TEMPLATES_FOLDER = 'templates';
export const TEMPLATE_ENDING = '.yaml.hbs';
const PARTIALS = `${TEMPLATES_FOLDER}/partials/`;

/** Without these, quotes are escaped as HTML and a missing value renders as nothing. */
const STRICT: CompileOptions = { noEscape: true, strict: true };

type Render = Handlebars.TemplateDelegate;

/** Renders templates. Each text is parsed once, however many environments use it. */
export class TemplateEngine {
  readonly #templates: Templates;
  readonly #compiled = new Map<string, Render>();
  readonly #handlebars = registerFunctions(Handlebars.create());

  constructor(templates: Templates) {
    this.#templates = templates;
    this.#registerPartials(this.#handlebars, (path) => this.#compile(path));
  }

  /** @throws {Failure} that names the template, line and column */
  render(path: string, context: object): string {
    if (!this.#templates.has(path)) throw missingTemplate(path, this.#templates);
    return withTemplateErrors(path, () => this.#compile(path)(context));
  }

  /**
   * Renders once more and remembers which template line and which values each character came from.
   *
   * @param contextFor makes the context; it calls `read` for each path that is read from it
   */
  trace(path: string, contextFor: (read: (path: string) => void) => object): TracedText {
    const trace = new Trace();
    const handlebars = registerFunctions(Handlebars.create());
    const rendering: string[] = [];
    const compile = (template: string): Render => {
      const program = Handlebars.parse(this.#templates.get(template) ?? '');
      const render = handlebars.compile(markTemplate(program, template, trace), STRICT);
      return (...given) => {
        rendering.push(template);
        // Handing a context to a partial reads all of it, which says nothing about what is written.
        trace.takeReads();
        const text = render(...given);
        rendering.pop();
        return text;
      };
    };
    handlebars.registerHelper(TRACED, (value: unknown, line: number, col: number) => {
      const template = { file: rendering.at(-1) ?? path, line, col };
      return trace.mark({ template, reads: trace.takeReads() }) + String(value);
    });
    this.#registerPartials(handlebars, compile);
    const context = contextFor((read) => trace.read(read));
    return trace.finish(withTemplateErrors(path, () => compile(path)(context)));
  }

  #registerPartials(handlebars: typeof Handlebars, compile: (path: string) => Render): void {
    for (const path of this.#templates.keys()) {
      if (!path.startsWith(PARTIALS)) continue;
      const name = path.slice(PARTIALS.length, -TEMPLATE_ENDING.length);
      const partial: Render = (...given) => withTemplateErrors(path, () => compile(path)(...given));
      handlebars.registerPartial(name, partial);
    }
  }

  #compile(path: string): Render {
    const known = this.#compiled.get(path);
    if (known) return known;
    const program = Handlebars.parse(this.#templates.get(path) ?? '');
    const compiled = this.#handlebars.compile(program, STRICT);
    this.#compiled.set(path, compiled);
    return compiled;
  }
}

function missingTemplate(path: string, templates: Templates): Failure {
  const message = `there is no template ${path}`;
  const hint = hintFrom(path, [...templates.keys()]);
  return new Failure([{ code: 'template/file', severity: 'error', message, hint }]);
}
