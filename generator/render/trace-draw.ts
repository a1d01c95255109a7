import type { Position } from '../diagnostics.ts';
import { toJsonText } from './template-yaml.ts';
import type { ExplainedOrigin, Explanation, SourceLine } from './trace-explanation.ts';

/** An explanation for people: the line, then what wrote it, of what, and why it is there. */
export function drawLineExplanation(explanation: Explanation): string {
  const { rendered, template, config, conditions, note, about } = explanation;
  const parts = [
    [`${placeOf(rendered)}`, ...frame(rendered)],
    ...(note ? [[note]] : []),
    ...(about ? [[`it tells of ${about}`]] : []),
    ...(template ? [[`written by ${placeOf(template)}:${template.col}`, ...frame(template)]] : []),
    ...(template
      ? [section('of', config, 'of nothing in the config: it stands there as it is')]
      : []),
    ...(conditions.length > 0 ? [section('because of', conditions, '')] : []),
  ];
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

const placeOf = ({ file, line }: Position): string => `${file}:${line}`;

function frame({ line, text }: SourceLine): string[] {
  return text === undefined ? [] : [`  ${line} | ${text}`];
}

function section(title: string, values: readonly ExplainedOrigin[], none: string): string[] {
  return values.length === 0 ? [none] : [title, ...values.flatMap(drawOrigin)];
}

function drawOrigin({ path, value, overrode, ...place }: ExplainedOrigin): string[] {
  return [
    `  ${path}${value === undefined ? '' : `: ${shorten(toJsonText(value))}`}`,
    `    ${placeOf(place)}`,
    ...frame(place).map((text) => `    ${text.trimStart()}`),
    ...overrode.map((one) => `    instead of ${shorten(toJsonText(one.value))} in ${placeOf(one)}`),
  ];
}

/** A value stays on its line. */
const LONGEST = 80;
const shorten = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
