import {
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  type PropertyDifference,
  type StackResourceDrift,
} from '@aws-sdk/client-cloudformation';
import { hideSecrets, namesSecret } from '../../config/secret-names.ts';
import type { Detail } from '../../diff/entry.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { stackOfTexts } from './deployed-stacks.ts';
import { lineOf } from './follow-stack.ts';
import { whyIgnored } from './ignored-drift.ts';
import type { LiveStack } from './live-stack.ts';
import { oddStateOf } from './stack-states.ts';

/** How long CloudFormation may take to look at all resources of a stack, in milliseconds; a minute is usual. */
const DRIFT_DEADLINE = 15 * 60_000;

/** A resource that is not what its stack made. */
export interface DriftFinding {
  readonly stack: string;
  /** Its logical id. */
  readonly resource: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly state: 'modified' | 'deleted';
  /** Properties as the stack made them, and as they are. */
  readonly details: readonly Detail[];
}

/** What CloudFormation says of a stack's resources. */
export interface StackDrift {
  readonly stack: string;
  readonly findings: readonly DriftFinding[];
  /** Resources that CloudFormation can't compare, because it does so for some types only. */
  readonly unchecked: readonly { readonly resource: string; readonly type: string }[];
  /** Why not all could be looked at, as a sentence. */
  readonly problem?: string;
}

/** Asks CloudFormation which resources of a stack were changed or deleted behind its back. */
export async function detectStackDrift(
  deployment: Deployment,
  live: LiveStack,
): Promise<StackDrift> {
  const { name, stackName, arn, status } = live;
  const none = { stack: name, findings: [], unchecked: [] };
  if (!arn) return { ...none, problem: `there is no stack ${stackName}` };
  const odd = oddStateOf(status);
  if (odd) return { ...none, problem: `the stack ${stackName} ${odd.says} (${status})` };
  deployment.progress({ id: lineOf(name), state: 'working', text: 'looks for drift' });
  const problem = await detect(deployment, arn, stackName);
  const drifts = await readDrifts(deployment, arn);
  const findings = drifts.flatMap((drift) => readFinding(name, drift));
  deployment.progress({
    id: lineOf(name),
    state: findings.length > 0 || problem ? 'warned' : 'done',
    text: findings.length > 0 ? `${findings.length} resources differ` : (problem ?? 'no drift'),
  });
  return {
    stack: name,
    findings,
    unchecked: uncheckedOf(deployment, live, drifts),
    ...(problem && { problem }),
  };
}

/** @returns why not all resources could be looked at */
async function detect(
  { aws }: Deployment,
  arn: string,
  stackName: string,
): Promise<string | undefined> {
  const command = new DetectStackDriftCommand({ StackName: arn });
  const { StackDriftDetectionId } = await aws.cloudFormation.send(command);
  const status = await poll(aws.clock, aws.clock.now() + DRIFT_DEADLINE, async () => {
    const look = new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId });
    const found = await aws.cloudFormation.send(look);
    return found.DetectionStatus === 'DETECTION_IN_PROGRESS' ? undefined : found;
  });
  if (!status) return `CloudFormation still looks for drift of the stack ${stackName}`;
  if (status.DetectionStatus === 'DETECTION_COMPLETE') return undefined;
  const reason = status.DetectionStatusReason ?? 'it gives no reason';
  return `CloudFormation could not look at all of the stack ${stackName}: ${reason}`;
}

/** All resources that were looked at; one of a type that CloudFormation can't compare is mostly not told. */
async function readDrifts({ aws }: Deployment, StackName: string): Promise<StackResourceDrift[]> {
  const drifts: StackResourceDrift[] = [];
  let NextToken: string | undefined;
  do {
    const command = new DescribeStackResourceDriftsCommand({
      StackName,
      ...(NextToken && { NextToken }),
    });
    const page = await aws.cloudFormation.send(command);
    drifts.push(...(page.StackResourceDrifts ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return drifts;
}

const STATES: Readonly<Record<string, DriftFinding['state']>> = {
  MODIFIED: 'modified',
  DELETED: 'deleted',
};

function readFinding(stack: string, drift: StackResourceDrift): DriftFinding[] {
  const { LogicalResourceId: resource = '', ResourceType: type = '', PhysicalResourceId } = drift;
  const state = STATES[drift.StackResourceDriftStatus ?? ''];
  if (!state || whyIgnored(type)) return [];
  const differences = (drift.PropertyDifferences ?? []).filter(
    ({ PropertyPath }) => !whyIgnored(type, PropertyPath),
  );
  if (state === 'modified' && differences.length === 0) return [];
  return [
    {
      stack,
      resource,
      type,
      ...(PhysicalResourceId && { physicalId: PhysicalResourceId }),
      state,
      details: differences.map(readDifference),
    },
  ];
}

/** CloudFormation writes `/Tags/0/Value`; a value that is not there is the text `null`. */
function readDifference({
  PropertyPath = '',
  ExpectedValue,
  ActualValue,
}: PropertyDifference): Detail {
  const steps = PropertyPath.split('/').slice(1);
  const show = (text: string | undefined) =>
    hideSecrets(readJson(text), (name) => namesSecret(name), steps.at(-1));
  return { path: steps.join('.'), before: show(ExpectedValue), after: show(ActualValue) };
}

function readJson(text: string | undefined): unknown {
  if (text === undefined || text === 'null') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function uncheckedOf(
  { release }: Deployment,
  { name, stackName, template, parameters }: LiveStack,
  drifts: readonly StackResourceDrift[],
): StackDrift['unchecked'] {
  if (template === undefined) return [];
  const checked = new Set(
    drifts
      .filter(({ StackResourceDriftStatus: status }) => status !== 'NOT_CHECKED')
      .map(({ LogicalResourceId }) => LogicalResourceId),
  );
  return stackOfTexts({ name, stackName, template, parameters }, release.wiring.place)
    .resources.filter(({ id }) => !checked.has(id))
    .map(({ id, type }) => ({ resource: id, type }));
}
