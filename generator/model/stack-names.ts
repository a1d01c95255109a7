import type { Target } from '../config/schema.ts';
import { commonValues, type Input } from './environment-values.ts';

/** Stacks of each target, in the order in which they are deployed. */
export const STACKS: Readonly<Record<Target, readonly string[]>> = {
  aws: ['network', 'platform'],
  account: ['bootstrap'],
  local: [],
};

/** What CloudFormation knows a stack by. */
export const stackNameOf = (prefix: string, stack: string): string => `${prefix}-${stack}`;

/** The names of all stacks of an environment. */
export const stackNames = (input: Input): string[] =>
  STACKS[input.config.target].map((stack) => stackNameOf(commonValues.prefix(input), stack));
