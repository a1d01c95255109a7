import { ecsRules } from '../check/ecs/ecs-rules.ts';
import { stackRules } from '../check/stack/stack-rules.ts';
import { wiringRules } from '../check/wiring/wiring-rules.ts';
import type { RuleEntry } from '../diagnostics.ts';
import { rules } from '../rules/rules.ts';

export interface RuleTable {
  readonly name: string;
  /** What its rules look at. */
  readonly about: string;
  readonly table: readonly RuleEntry[];
}

/** Every table of rules that there is. */
export const ruleTables: readonly RuleTable[] = [
  { name: 'config rules', about: 'The config of an environment, across its keys.', table: rules },
  {
    name: 'ECS rules',
    about: 'Input of Amazon ECS operations: task definitions, services, scaling.',
    table: ecsRules,
  },
  {
    name: 'wiring rules',
    about: 'What crosses files: names, ports, roles, outputs.',
    table: wiringRules,
  },
  {
    name: 'stack rules',
    about: 'CloudFormation templates and their parameters.',
    table: stackRules,
  },
];
