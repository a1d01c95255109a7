import { type TemplateFunction, TemplateFunctionError } from './template-function.ts';
import { kindOf, kinds } from './template-kinds.ts';

/** A function as one writes it: `printf FORMAT VALUE…`. */
export function signatureOf({ name, parameters, takesNamed }: TemplateFunction): string {
  const marks = { 'at most once': '?', 'any number of times': '…' } as const;
  return [
    name,
    ...parameters.map((one) => one.name + (one.given ? marks[one.given] : '')),
    ...(takesNamed ? ['KEY=VALUE…'] : []),
  ].join(' ');
}

/** What is wrong with a call whatever its arguments turn out to be. */
export function checkCounts(
  call: TemplateFunction,
  count: number,
  isNamed: boolean,
): { message: string; hint: string } | undefined {
  const { name, parameters, takesNamed } = call;
  const hint = `write \`${signatureOf(call)}\``;
  if (isNamed && !takesNamed) return { message: `\`${name}\` takes nothing by name`, hint };
  const least = parameters.filter(({ given }) => given === undefined).length;
  const most = parameters.at(-1)?.given === 'any number of times' ? Infinity : parameters.length;
  if (count >= least && count <= most) return undefined;
  const wanted =
    least === most ? least : `${least}${most === Infinity ? ' or more' : ` to ${most}`}`;
  const arguments_ = wanted === 1 ? 'argument' : 'arguments';
  return { message: `\`${name}\` takes ${wanted} ${arguments_}, and is given ${count}`, hint };
}

/**
 * Calls a function with arguments that are there.
 *
 * @throws {TemplateFunctionError} for an argument of the wrong kind, or one that it can't use
 */
export function callFunction(call: TemplateFunction, given: readonly unknown[]): unknown {
  checkKinds(call, given);
  return call.call?.(...given);
}

export function checkKinds(call: TemplateFunction, given: readonly unknown[]): void {
  for (const [index, value] of given.entries()) {
    const parameter = call.parameters[index] ?? call.parameters.at(-1);
    if (!parameter || kinds[parameter.kind].holds(value)) continue;
    const { says } = kinds[parameter.kind];
    throw new TemplateFunctionError(
      `${parameter.name} of \`${call.name}\` has to be ${says}, and is ${kindOf(value)}`,
      `write \`${signatureOf(call)}\``,
    );
  }
}
