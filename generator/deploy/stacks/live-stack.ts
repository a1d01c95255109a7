import {
  type Stack as AwsStack,
  type Capability,
  DescribeStacksCommand,
  GetTemplateCommand,
  type StackStatus,
} from '@aws-sdk/client-cloudformation';
import { type Step, stepsOf } from '../../wiring/read-manifest.ts';
import type { Deployment } from '../deployment.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { isNoStack } from './stack-errors.ts';

type Texts = Readonly<Record<string, string>>;

/** A stack as CloudFormation has it. */
export interface LiveStack {
  /** Its name in this repository, such as `network`. */
  readonly name: string;
  readonly stackName: string;
  readonly arn?: string;
  /** Nothing where there is no such stack, or no longer. */
  readonly status?: StackStatus;
  readonly statusReason?: string;
  /** The text that was sent to CloudFormation. */
  readonly template?: string;
  /** A parameter with `NoEcho` is masked by AWS. */
  readonly parameters: Texts;
  readonly outputs: Texts;
  readonly tags: Texts;
  readonly capabilities: readonly Capability[];
  /** Role that CloudFormation works as. */
  readonly roleArn?: string;
  readonly terminationProtection: boolean;
  /** When it was updated last, or made; ISO 8601. */
  readonly updatedAt?: string;
}

/** All stacks of the release, in the order in which they are deployed. */
export const readLiveStacks = (deployment: Deployment): Promise<LiveStack[]> =>
  Promise.all(
    stepsOf(deployment.release.manifest, 'stacks').map((step) => readLiveStack(deployment, step)),
  );

export async function readLiveStack(
  deployment: Pick<Deployment, 'aws'>,
  { stack: name = '', stackName = '' }: Pick<Step, 'stack' | 'stackName'>,
): Promise<LiveStack> {
  const [found, template] = await Promise.all([
    describeStack(deployment, stackName),
    readTemplate(deployment, stackName),
  ]);
  const isThere = found !== undefined && found.StackStatus !== 'DELETE_COMPLETE';
  return {
    name,
    stackName,
    ...(isThere && factsOf(found)),
    ...(isThere && template !== undefined && { template }),
    parameters: textsOf(found?.Parameters, 'ParameterKey', 'ParameterValue'),
    outputs: textsOf(found?.Outputs, 'OutputKey', 'OutputValue'),
    tags: textsOf(found?.Tags, 'Key', 'Value'),
    capabilities: found?.Capabilities ?? [],
    terminationProtection: found?.EnableTerminationProtection ?? false,
  };
}

const factsOf = (found: AwsStack) => {
  const updatedAt = (found.LastUpdatedTime ?? found.CreationTime)?.toISOString();
  return {
    ...(found.StackId && { arn: found.StackId }),
    ...(found.StackStatus && { status: found.StackStatus }),
    ...(found.StackStatusReason && { statusReason: found.StackStatusReason }),
    ...(found.RoleARN && { roleArn: found.RoleARN }),
    ...(updatedAt && { updatedAt }),
  };
};

function textsOf<Item>(items: readonly Item[] | undefined, key: keyof Item, value: keyof Item) {
  return Object.fromEntries((items ?? []).map((one) => [String(one[key]), String(one[value])]));
}

/** @param stackName its name, or its ARN, by which it is found also when it is deleted */
export async function describeStack(
  { aws }: Pick<Deployment, 'aws'>,
  stackName: string,
): Promise<AwsStack | undefined> {
  try {
    const command = new DescribeStacksCommand({ StackName: stackName });
    return (await aws.cloudFormation.send(command)).Stacks?.[0];
  } catch (error) {
    if (isNoStack(error)) return undefined;
    throw error;
  }
}

async function readTemplate(
  { aws }: Pick<Deployment, 'aws'>,
  stackName: string,
): Promise<string | undefined> {
  const command = new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' });
  try {
    return (await aws.cloudFormation.send(command)).TemplateBody;
  } catch (error) {
    // A stack whose first change set was never executed has no template either.
    if (isNoStack(error)) return undefined;
    throw error;
  }
}

/** What the stacks that exist tell. */
export const outputsOf = (live: readonly LiveStack[]): Outputs =>
  new Map(
    live
      .filter(({ status }) => status !== undefined)
      .map(({ name, outputs }) => [name, new Map(Object.entries(outputs))]),
  );
