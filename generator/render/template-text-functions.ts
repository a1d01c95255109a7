import { TemplateFunctionError } from './template-function.ts';
import { kindOf, type Scalar } from './template-kinds.ts';
import { toJsonText } from './template-yaml.ts';
import { mapPieces, TracedText } from './trace-text.ts';

export function indent(
  width: number,
  text: string | TracedText,
  before: string,
): string | TracedText {
  const pad = ' '.repeat(width);
  const change = (part: string) => part.replaceAll('\n', `\n${pad}`);
  return text instanceof TracedText
    ? mapPieces(text, change, before + pad)
    : before + pad + change(text);
}

const VERBS: Readonly<Record<string, (value: Scalar) => string>> = {
  s: String,
  v: String,
  q: (value) => toJsonText(String(value)),
  d: (value) => {
    if (Number.isInteger(value)) return String(value);
    throw new TemplateFunctionError(`\`%d\` takes a whole number, and is given ${kindOf(value)}`);
  },
};

export function printf(format: string, ...values: Scalar[]): string {
  let used = 0;
  const text = format.replace(/%(.?)/gs, (verb, letter: string) => {
    if (letter === '%') return '%';
    const write = Object.hasOwn(VERBS, letter) ? VERBS[letter] : undefined;
    if (!write) {
      const hint = 'known are `%s`, `%v`, `%d`, `%q` and `%%`';
      throw new TemplateFunctionError(`\`printf\` does not know \`${verb}\``, hint);
    }
    const value = values[used++];
    return value === undefined ? '' : write(value);
  });
  if (used === values.length) return text;
  throw new TemplateFunctionError(
    `the format of \`printf\` has ${used} places for values, and ${values.length} are given`,
  );
}

export function areEqual(name: string, a: Scalar, b: Scalar): boolean {
  if (typeof a === typeof b) return a === b;
  throw new TemplateFunctionError(
    `\`${name}\` can’t compare ${kindOf(a)} with ${kindOf(b)}`,
    'write numbers without quotes and texts with them',
  );
}
