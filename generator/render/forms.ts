import { type Diagnostic, Failure } from '../diagnostics.ts';
import type { Form } from './artefact-table.ts';
import { canonicalJson } from './canonical-json.ts';
import { parseOutput } from './parse-output.ts';
import type { TracedText } from './trace-template.ts';

/** Lines that {@link header} puts before a template's own. */
export const HEADER_LINES = 1;

const header = (template: string) =>
  `# Rendered from ${template}. Change that or the config, then run: npx tsx generator\n`;

/** Makes a file of what a template wrote. */
export function giveForm(
  form: Form,
  template: string,
  written: string,
  trace: () => TracedText,
): { value: unknown; text: string } {
  const { document, problems } = parseOutput(written);
  if (problems.length > 0) {
    throw new Failure(problems.map(({ message, offset }) => diagnose(message, offset, trace())));
  }
  const value: unknown = document.toJS();
  if (form === 'yaml') return { value, text: header(template) + written };
  const json = form === 'parameters' ? asParameters(value as Record<string, unknown>) : value;
  return { value: json, text: canonicalJson(json) };
}

function asParameters(values: Record<string, unknown>): object[] {
  return Object.entries(values).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: String(value),
  }));
}

/** The text is broken, but where its characters came from is still known. */
function diagnose(message: string, offset: number, traced: TracedText): Diagnostic {
  const [source] = traced.sourcesBetween(offset, offset + 1);
  return {
    code: 'template/output',
    severity: 'error',
    message: `what this template writes is not usable YAML: ${message}`,
    ...source?.template,
  };
}
