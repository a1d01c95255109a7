import { type Diagnostic, Failure } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import type { Partials } from './template-evaluate.ts';
import { parseTemplate } from './template-parse.ts';
import type { TemplateTree } from './template-tree.ts';
import { writeTemplate } from './template-write.ts';
import type { TracedText } from './trace-text.ts';

/** Template texts by path from the repository's root. */
export type Templates = ReadonlyMap<string, string>;

export const TEMPLATES_FOLDER = 'templates';
export const TEMPLATE_ENDING = '.yaml.hbs';
const PARTIALS = `${TEMPLATES_FOLDER}/partials/`;

/** Renders templates. Each text is parsed once, however many environments use it. */
export class TemplateEngine {
  readonly #templates: Templates;
  readonly #trees = new Map<string, TemplateTree>();
  readonly #partials: Partials;

  constructor(templates: Templates) {
    this.#templates = templates;
    const names = [...templates.keys()]
      .filter((path) => path.startsWith(PARTIALS))
      .map((path) => path.slice(PARTIALS.length, -TEMPLATE_ENDING.length));
    const get = (name: string) => this.#tree(`${PARTIALS}${name}${TEMPLATE_ENDING}`);
    this.#partials = { names, get };
  }

  /** What is wrong with templates whatever the environment, also with those that none uses. */
  mistakes(): Diagnostic[] {
    return [...this.#templates.keys()].flatMap((path) => this.#tree(path)?.mistakes ?? []);
  }

  /** @throws {Failure} with every mistake, each at its template, line and column */
  render(path: string, context: object): string {
    return this.trace(path, context).text;
  }

  /** As {@link render}, and remembers where each character came from. */
  trace(path: string, context: object): TracedText {
    const tree = this.#tree(path);
    if (!tree) throw missingTemplate(path, this.#templates);
    return writeTemplate(tree, context, this.#partials);
  }

  #tree(path: string): TemplateTree | undefined {
    const text = this.#templates.get(path);
    const known = this.#trees.get(path);
    if (known || text === undefined) return known;
    const tree = parseTemplate(path, text, this.#partials.names);
    this.#trees.set(path, tree);
    return tree;
  }
}

function missingTemplate(path: string, templates: Templates): Failure {
  const message = `there is no template ${path}`;
  const hint = hintFrom(path, [...templates.keys()]);
  return new Failure([{ code: 'template/file', severity: 'error', message, hint, file: path }]);
}
