import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import type { Deployment } from '../deployment.ts';
import type { WorkState } from '../progress.ts';
import { lineOf, type StackEnd } from './follow-stack.ts';

type Changes = readonly ResourceChange[];

/** What CloudFormation will do, before it does. */
export function tellChanges(deployment: Deployment, stack: string, changes: Changes): void {
  for (const change of changes) {
    tell(deployment, stack, change, 'working', describe(change));
  }
}

/** That nothing was done, because of some that nobody allowed. */
export function tellRefusal(
  deployment: Deployment,
  stack: string,
  changes: Changes,
  refused: readonly string[],
): void {
  for (const change of changes) {
    const isRefused = refused.includes(change.LogicalResourceId ?? '');
    const text = isRefused ? 'holds data, and nobody allowed it to go' : 'is as it was';
    tell(deployment, stack, change, isRefused ? 'failed' : 'unchanged', text);
  }
}

/** Some that may have to change turn out not to; no event tells of them. */
export function tellUntouched(
  deployment: Deployment,
  stack: string,
  changes: Changes,
  { events }: StackEnd,
): void {
  const touched = new Set(events.map(({ LogicalResourceId }) => LogicalResourceId));
  for (const change of changes) {
    if (touched.has(change.LogicalResourceId)) continue;
    tell(deployment, stack, change, 'unchanged', 'did not have to change');
  }
}

function tell(
  { progress }: Deployment,
  stack: string,
  { LogicalResourceId, ResourceType }: ResourceChange,
  state: WorkState,
  text: string,
): void {
  const parent = lineOf(stack);
  const id = `${parent} ${LogicalResourceId}`;
  progress({ id, parent, state, text: `${ResourceType} ${text}` });
}

const describe = ({ Action, Replacement }: ResourceChange): string =>
  REPLACES[String(Replacement)] ?? ACTIONS[String(Action)] ?? String(Action);

const ACTIONS: Readonly<Record<string, string>> = {
  Add: 'will be made',
  Modify: 'will change in place',
  Remove: 'will leave the stack',
};

const REPLACES: Readonly<Record<string, string>> = {
  True: 'will be replaced',
  Conditional: 'may be replaced',
};
