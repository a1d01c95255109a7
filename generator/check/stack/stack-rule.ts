import type { Path } from '../../config/located.ts';
import type { RuleEntry } from '../../diagnostics.ts';
import type { Template } from './template.ts';

/** What a rule has to say about one place of a template or of its parameters. */
export interface StackFinding {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** A rule of stacks. Each reports all that it finds. */
export interface StackRule extends RuleEntry {
  readonly code: `stack/${string}`;
  /** Missing where the rules that come with the AWS CDK find it; `sameAs` then says which. */
  readonly find?: (template: Template) => readonly StackFinding[];
  /** The same for the parameters file, a list of `{ParameterKey, ParameterValue}`. */
  readonly findGiven?: (parameters: unknown) => readonly StackFinding[];
  /** Numbers of the rules of cfn-lint, and of the CDK's rules that are named after them, that tell the same mistake. */
  readonly sameAs?: readonly number[];
  /** Function in which everything else that the CDK's rules find is this mistake too. */
  readonly inFunction?: string;
  /** CloudFormation would take it; this repository does not. */
  readonly isConvention?: true;
  /** A value is wrong, which may come from the config; else it is the template that has to change. */
  readonly blames?: 'value';
  /** Fine where the value comes from the config. */
  readonly allowsConfigured?: true;
}
