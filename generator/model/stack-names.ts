import type { Target } from '../config/schema.ts';

/** A stack of an environment. */
export interface StackName {
  readonly stack: string;
  /** Name of its template. */
  readonly template: string;
  /** Of a stack that an account has once for each of its environments: which of them. */
  readonly member?: string;
}

/** Stacks that each environment of a target has, in the order in which they are deployed. */
const STACKS: Readonly<Record<Target, readonly string[]>> = {
  aws: ['network', 'platform'],
  account: ['bootstrap'],
  local: [],
};

/**
 * The stacks of an environment, in the order in which they are deployed.
 *
 * @param members the environments of an account
 */
export const stacksOf = (target: Target, members: readonly string[] = []): StackName[] => [
  ...STACKS[target].map((stack) => ({ stack, template: stack })),
  ...members.map((member) => ({ stack: `roles-${member}`, template: 'roles', member })),
];

/** What CloudFormation knows a stack by. */
export const stackNameOf = (prefix: string, stack: string): string => `${prefix}-${stack}`;

/** Stacks of an environment that services are deployed to. */
export const deployedStacks: readonly string[] = STACKS.aws;
