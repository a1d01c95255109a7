import { bundledRules } from './rules/bundled-rules.ts';
import { conventionRules } from './rules/convention-rules.ts';
import { functionRules } from './rules/function-rules.ts';
import { referenceRules } from './rules/reference-rules.ts';
import { shapeRules } from './rules/shape-rules.ts';
import type { StackRule } from './stack-rule.ts';

/** Every rule of stacks. One is added as an entry of the list that it belongs to, nowhere else. */
export const stackRules: readonly StackRule[] = [
  ...shapeRules,
  ...referenceRules,
  ...functionRules,
  ...bundledRules,
  ...conventionRules,
];
