import { ContinueUpdateRollbackCommand } from '@aws-sdk/client-cloudformation';
import type { Failure } from '../../diagnostics.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';
import { removeStack } from './delete-stack.ts';
import {
  beginWork,
  followOthers,
  followStack,
  lineOf,
  newestEvent,
  type StackEnd,
} from './follow-stack.ts';
import type { LiveStack } from './live-stack.ts';
import type { StackStep } from './plan-stacks.ts';
import { firstReason, stillWorking } from './run-change-set.ts';
import { awsLine, type Mend, oddStateOf } from './stack-states.ts';

type MendStack = (
  deployment: Deployment,
  live: LiveStack & { readonly arn: string },
  token: string,
) => Promise<StackEnd | undefined>;

/** What each mend does; nothing for one after which the stack can be changed at once. */
const MENDS: Readonly<Record<Mend, MendStack | undefined>> = {
  wait: (deployment, { name, arn }) => followOthers(deployment, name, arn),
  'create-anew': (deployment, { name, arn }, token) =>
    removeStack(deployment, { name, stackId: arn, token: `${token}-anew` }),
  'go-on': undefined,
  'continue-rollback': continueRollback,
};

/**
 * Ends an odd state.
 *
 * @returns whether the stack is another one now, so that it has to be looked at again
 * @throws {Failure} `deploy/stack-state` when that was not confirmed, or did not work
 */
export async function mendStack(
  deployment: Deployment,
  live: LiveStack,
  step: StackStep,
  { yes, token }: { readonly yes: boolean; readonly token: string },
): Promise<boolean> {
  const odd = oddStateOf(live.status);
  if (!odd || !live.arn) return false;
  if (!odd.mend || !yes) throw inOddState(step, odd.mend !== undefined);
  const mend = MENDS[odd.mend];
  if (!mend) return false;
  deployment.progress({
    id: lineOf(live.name),
    state: 'working',
    text: `${live.status}: ${odd.says}`,
  });
  const end = await mend(deployment, { ...live, arn: live.arn }, token);
  if (!end) throw stillWorking(live.stackName, deployment.aws.region);
  if (end.status === live.status) throw notMended(live, deployment.aws.region, end);
  return true;
}

/** Rolls back what is left; a resource is never skipped, because the stack would be wrong about it then. */
async function continueRollback(
  deployment: Deployment,
  { name, arn }: LiveStack & { readonly arn: string },
  token: string,
): Promise<StackEnd | undefined> {
  const roleArn = deployment.release.manifest.roles?.execution;
  const work = { name, stackId: arn, since: await newestEvent(deployment, arn) };
  const command = new ContinueUpdateRollbackCommand({
    StackName: arn,
    ClientRequestToken: `${token}-continue`,
    ...(roleArn && { RoleARN: roleArn }),
  });
  await beginWork(deployment, work, () => deployment.aws.cloudFormation.send(command));
  return followStack(deployment, work);
}

function inOddState({ mend, status, stackName }: StackStep, canMend: boolean): Failure {
  const message = `${mend?.says ?? `the stack ${stackName} can’t be changed`} (${status})`;
  const hint = canMend
    ? `\`--yes\` lets this command mend it; by hand: \`${mend?.command}\``
    : `when that is done: \`${mend?.command}\``;
  return failed('deploy/stack-state', message, hint);
}

function notMended({ stackName, status }: LiveStack, region: string, end: StackEnd): Failure {
  const reason = firstReason(end.events) ?? end.statusReason ?? 'CloudFormation gives no reason';
  const command = awsLine(
    oddStateOf(end.status)?.command ?? 'describe-stack-events',
    stackName,
    region,
  );
  return failed(
    'deploy/stack-state',
    `the stack ${stackName} is in ${status} still: ${reason}`,
    `mend what the reason names, then \`${command}\`; \`--resources-to-skip\` gives up a resource that can’t be mended`,
  );
}
