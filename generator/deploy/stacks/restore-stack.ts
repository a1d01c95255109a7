import type { Failure } from '../../diagnostics.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import { type ChangeSetRequest, dropChangeSet, makeChangeSet } from './change-set.ts';
import { compareStacks } from './compare-stacks.ts';
import { dataAtRisk } from './data-changes.ts';
import { MASK, stackOfTexts } from './deployed-stacks.ts';
import { lineOf, withLine } from './follow-stack.ts';
import { type LiveStack, readLiveStack } from './live-stack.ts';
import { runChangeSet } from './run-change-set.ts';
import type { SavedStack } from './saved-stack.ts';
import { awsLine, oddStateOf } from './stack-states.ts';
import { tellChanges, tellRefusal, tellUntouched } from './tell-changes.ts';

/** `left`: the apply made the stack, and it stays. */
export type RestoredStack = 'restored' | 'unchanged' | 'left';

/**
 * Puts a stack back to what it was before an apply.
 *
 * @throws {Failure} `deploy/rollback` where that would replace or remove data, or the stack can't be
 *   changed; `deploy/change-set` and `deploy/stack-failed` as when it is applied
 */
export const restoreStack = (
  deployment: Deployment,
  saved: SavedStack,
  { token }: { readonly token: string },
): Promise<RestoredStack> =>
  withLine(deployment, saved.stack, () => restore(deployment, saved, token));

async function restore(
  deployment: Deployment,
  saved: SavedStack,
  token: string,
): Promise<RestoredStack> {
  const say = (state: 'done' | 'unchanged' | 'warned', text: string) =>
    deployment.progress({ id: lineOf(saved.stack), state, text });
  if (saved.template === undefined) {
    say('warned', 'is new and stays; the next apply goes on with it');
    return 'left';
  }
  const live = await readLiveStack(deployment, saved);
  if (oddStateOf(live.status) || live.template === undefined) {
    throw cantChange(live, deployment.aws.region);
  }
  const request = requestOf(deployment, saved, saved.template, live, token);
  const changeSet = await makeChangeSet(deployment, request);
  if (!changeSet) {
    say('unchanged', 'is as it was before');
    return 'unchanged';
  }
  tellChanges(deployment, saved.stack, changeSet.changes);
  const ids = dataAtRisk(changesBack(deployment, live, saved, saved.template), changeSet.changes);
  if (ids.length > 0) {
    await dropChangeSet(deployment, request);
    tellRefusal(deployment, saved.stack, changeSet.changes, ids);
    throw dataInTheWay(saved, ids);
  }
  const end = await runChangeSet(deployment, request, changeSet);
  tellUntouched(deployment, saved.stack, changeSet.changes, end);
  say('done', 'is as it was before');
  return 'restored';
}

const requestOf = (
  { release }: Deployment,
  saved: SavedStack,
  template: string,
  live: LiveStack,
  token: string,
): ChangeSetRequest => ({
  name: saved.stack,
  stackName: saved.stackName,
  type: 'UPDATE',
  template,
  parameters: Object.entries(saved.parameters).map(([ParameterKey, ParameterValue]) =>
    // AWS shows no masked value, but it still has it.
    ParameterValue === MASK
      ? { ParameterKey, UsePreviousValue: true }
      : { ParameterKey, ParameterValue },
  ),
  tags: saved.tags,
  capabilities: saved.capabilities,
  roleArn: release.manifest.roles?.execution,
  updatedAt: live.updatedAt,
  token: `${token}-${saved.stack}-restore`,
});

function changesBack(
  { release }: Deployment,
  live: LiveStack,
  saved: SavedStack,
  template: string,
) {
  const { place } = release.wiring;
  const { name, stackName, parameters } = live;
  const now = stackOfTexts({ name, stackName, template: live.template ?? '', parameters }, place);
  const was = stackOfTexts({ name, stackName, template, parameters: saved.parameters }, place);
  return compareStacks([now], [was]).get(name)?.changes ?? [];
}

const cantChange = ({ stackName, status }: LiveStack, region: string): Failure => {
  const odd = oddStateOf(status);
  return failed(
    'deploy/rollback',
    `the stack ${stackName} can’t be put back: it ${odd ? `${odd.says} (${status})` : 'is no longer there'}`,
    odd
      ? `\`${awsLine(odd.command, stackName, region)}\`, then apply the commit before`
      : 'apply the commit before',
  );
};

const dataInTheWay = ({ stackName }: SavedStack, ids: readonly string[]): Failure =>
  failed(
    'deploy/rollback',
    `putting the stack ${stackName} back would replace or remove data: ${ids.join(', ')}. It stays as it is now`,
    `save that data first; then revert the commit and apply with \`${ids.map((id) => `--allow-replace ${id}`).join(' ')}\``,
  );
