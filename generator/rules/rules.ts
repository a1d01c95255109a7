import { exposureRules } from './exposure.ts';
import { graphRules } from './graph.ts';
import type { Rule } from './rule.ts';
import { secretRules } from './secrets.ts';
import { taskRules } from './tasks.ts';

/** Every rule across keys. One is added as an entry of the list that it belongs to, nowhere else. */
export const rules: readonly Rule[] = [
  ...taskRules,
  ...graphRules,
  ...secretRules,
  ...exposureRules,
];
