import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { type Diagnostic, Failure } from '../../diagnostics.ts';
import { holdsData } from '../../diff/stacks/type-facts.ts';
import { finding } from '../fail.ts';
import type { StackChange } from './compare-stacks.ts';
import type { StackStep } from './plan-stacks.ts';

/**
 * Logical ids of data that a planned change takes away or replaces for sure. What leaves the stack and
 * is retained is not lost; what is replaced is, though it is retained: services see the new one, empty.
 */
export const dataLost = (changes: readonly StackChange[]): string[] =>
  changes
    .filter(({ isData }) => isData)
    .filter(
      ({ impact, isRetained }) => impact === 'replaced' || (impact === 'removed' && !isRetained),
    )
    .map(({ logicalId }) => logicalId);

/**
 * Logical ids of data that is taken away or replaced, or may be, by what we reckon or by what
 * CloudFormation says. Each sees what the other one misses.
 */
export function dataAtRisk(
  ours: readonly StackChange[],
  theirs: readonly ResourceChange[],
): string[] {
  const cleared = new Set(
    theirs.filter(isHarmless).map(({ LogicalResourceId }) => LogicalResourceId),
  );
  const mayBe = ours
    .filter(({ isData, impact }) => isData && impact === 'may-be-replaced')
    .map(({ logicalId }) => logicalId)
    .filter((id) => !cleared.has(id));
  const kept = new Set(
    ours
      .filter(({ impact, isRetained }) => impact === 'removed' && isRetained)
      .map(({ logicalId }) => logicalId),
  );
  const said = theirs
    .filter((change) => isHarmful(change) && holdsData(change.ResourceType ?? ''))
    .filter(
      ({ Action, LogicalResourceId = '' }) => Action !== 'Remove' || !kept.has(LogicalResourceId),
    )
    .map(({ LogicalResourceId = '' }) => LogicalResourceId);
  return [...new Set([...dataLost(ours), ...mayBe, ...said])].sort();
}

const isHarmful = ({ Action, Replacement }: ResourceChange): boolean =>
  Action === 'Remove' ||
  Action === 'Dynamic' ||
  Replacement === 'True' ||
  Replacement === 'Conditional';

/** Only CloudFormation's own word settles what we can't tell. */
const isHarmless = ({ Action, Replacement }: ResourceChange): boolean =>
  Action === 'Modify' && Replacement === 'False';

/** Whether somebody named it: its logical id, alone or after the stack's name and a dot. */
export const isAllowed = (allowed: readonly string[], stack: string, id: string): boolean =>
  allowed.includes(id) || allowed.includes(`${stack}.${id}`);

/** That data would go and nobody allowed it. */
export const dataRefused = (stackName: string, ids: readonly string[]): Failure =>
  new Failure([refusal(stackName, ids)], 1);

/** Of planned stacks, all data that would go and that nobody allowed. */
export const findDataLost = (
  steps: readonly Pick<StackStep, 'stack' | 'stackName' | 'changes'>[],
  allowed: readonly string[],
): Diagnostic[] =>
  steps.flatMap(({ stack, stackName, changes }) => {
    const ids = dataLost(changes).filter((id) => !isAllowed(allowed, stack, id));
    return ids.length > 0 ? [refusal(stackName, ids)] : [];
  });

const refusal = (stackName: string, ids: readonly string[]): Diagnostic =>
  finding(
    'deploy/replace',
    `the change of the stack ${stackName} replaces or removes data: ${ids.join(', ')}. The stack is as it was`,
    `if that is meant, allow it by name: \`${ids.map((id) => `--allow-replace ${id}`).join(' ')}\`; else take it out of the change`,
  );
