import { type Diagnostic, Failure } from '../diagnostics.ts';
import type { Form } from './artefact-table.ts';
import { canonicalJson } from './canonical-json.ts';
import { parseOutput } from './parse-output.ts';
import { type Fields, isMap } from './plain-values.ts';
import { readBlocks } from './read-blocks.ts';
import { TextMemo } from './text-memo.ts';
import type { TracedText } from './trace-text.ts';

/** Lines that {@link header} puts before a template's own. */
export const HEADER_LINES = 1;

const header = (template: string) =>
  `# Rendered from ${template}. Change that or the config, then run: npx tsx generator\n`;

/** What a file means, frozen, and its text. */
export interface Formed {
  readonly value: unknown;
  readonly text: string;
}

/**
 * Makes a file of what a template wrote. Files whose texts are equal share one value.
 *
 * @throws {Failure} at the template's line when it wrote something that can't be used
 */
export function giveForm(
  form: Form,
  template: string,
  written: string,
  trace: () => TracedText,
): Formed {
  if (form === 'yaml') return yamlFile(header(template) + written, written, trace);
  const value = readMap(written, trace);
  const json = form === 'parameters' ? asParameters(value, written, trace) : value;
  return { value: json, text: canonicalJson(json) };
}

const yamlFiles = new TextMemo<Formed>();

function yamlFile(text: string, written: string, trace: () => TracedText): Formed {
  return yamlFiles.get(text) ?? yamlFiles.keep(text, { value: readMap(written, trace), text });
}

function readMap(written: string, trace: () => TracedText): Fields {
  const { value } = readBlocks(written) ?? readWhole(written, trace);
  if (isMap(value)) return value;
  throw new Failure([diagnose('it holds no map of keys', 0, trace())]);
}

function readWhole(written: string, trace: () => TracedText): { value: unknown } {
  const { value, problems } = parseOutput(written);
  if (problems.length === 0) return { value };
  const traced = trace();
  throw new Failure(
    problems.map(({ message, offset }) =>
      diagnose(nameKey(message, written.slice(offset)), offset, traced),
    ),
  );
}

/** The line of the template may make the key of a value, so the key itself is told. */
function nameKey(message: string, from: string): string {
  const [key] = /^[^\s:]+/.exec(from) ?? [];
  return message === 'Map keys must be unique' ? `the key ${key} stands twice` : message;
}

function asParameters(values: Fields, written: string, trace: () => TracedText): object[] {
  const wrong = Object.entries(values).filter(([, value]) => typeof value === 'object');
  if (wrong.length > 0)
    throw new Failure(wrong.map(([key]) => wrongParameter(key, written, trace)));
  return Object.entries(values).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: String(value),
  }));
}

function wrongParameter(key: string, written: string, trace: () => TracedText): Diagnostic {
  const offset = Math.max(0, `\n${written}`.indexOf(`\n${key}`));
  return diagnose(`the parameter ${key} has to be one text, number or boolean`, offset, trace());
}

/** The text is broken, but where its characters came from is still known. */
function diagnose(message: string, offset: number, traced: TracedText): Diagnostic {
  return {
    code: 'template/output',
    severity: 'error',
    message: `what this template writes is not usable YAML: ${message}`,
    ...traced.templatePosition(offset),
  };
}
