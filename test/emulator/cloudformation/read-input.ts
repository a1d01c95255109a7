import type { Tag } from '@aws-sdk/client-cloudformation';
import type { Exchange } from '../patch.ts';
import { xmlError } from '../wire/answer.ts';
import type { KeptStack } from './kept-stack.ts';

/** What CloudFormation refuses; thrown, and answered as it is. */
export class Refusal extends Error {
  readonly answer;

  constructor(code: string, message: string) {
    super(message);
    this.answer = xmlError(code, message);
  }
}

export const invalid = (message: string): Refusal => new Refusal('ValidationError', message);

export const text = ({ input }: Pick<Exchange, 'input'>, key: string): string | undefined =>
  typeof input[key] === 'string' ? input[key] : undefined;

export const listOf = <Item>({ input }: Pick<Exchange, 'input'>, key: string): readonly Item[] =>
  Array.isArray(input[key]) ? (input[key] as Item[]) : [];

/** The stack that a call names, by name or ARN. */
export function findStack({ memory, input }: Exchange): KeptStack | undefined {
  const name = String(input.StackName ?? '');
  const named = memory.stacks.get(name);
  return named ?? [...memory.stacks.values()].find(({ id }) => id === name);
}

export function knownStack(exchange: Exchange): KeptStack {
  const stack = findStack(exchange);
  if (stack) return stack;
  throw invalid(`Stack with id ${String(exchange.input.StackName)} does not exist`);
}

interface WrittenParameter {
  readonly ParameterKey: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: string;
}

/** Parameters by key, with those that keep the value that they have. */
export function readParameters(
  exchange: Exchange,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(
    listOf<WrittenParameter>(exchange, 'Parameters').map((parameter) => {
      const { ParameterKey: key, ParameterValue: value, UsePreviousValue: keeps } = parameter;
      return [key, (keeps === 'true' ? before[key] : value) ?? ''];
    }),
  );
}

export const readTags = (exchange: Exchange): readonly Tag[] => listOf<Tag>(exchange, 'Tags');

export const parameterList = (parameters: Readonly<Record<string, string>>) =>
  Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
