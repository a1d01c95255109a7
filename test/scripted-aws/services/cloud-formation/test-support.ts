import type { TestContext } from 'node:test';
import {
  CreateChangeSetCommand,
  type CreateChangeSetInput,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { awsOf, startScriptedAws } from '../../scripted-aws.ts';

/** A template of some resources as JSON, which CloudFormation takes too. */
export const templateOf = (Resources: object, Outputs: object = {}) =>
  JSON.stringify({ Resources, Outputs });

export const group = (GroupDescription: string, more: object = {}) => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { GroupDescription, VpcId: 'vpc-1', ...more },
});

/** A scripted account and the calls that most tests of stacks make. */
export async function startStacks(t: TestContext) {
  const scripted = await startScriptedAws(t);
  const aws = awsOf(scripted);
  const cloudFormation = aws.cloudFormation;
  let count = 0;
  const propose = async (TemplateBody: string, more: Partial<CreateChangeSetInput> = {}) => {
    const ChangeSetName = more.ChangeSetName ?? `change-${++count}`;
    const input = { StackName: 'app', ChangeSetName, TemplateBody, ...more };
    await cloudFormation.send(new CreateChangeSetCommand(input));
    await aws.clock.sleep(5_000);
    return cloudFormation.send(new DescribeChangeSetCommand({ StackName: 'app', ChangeSetName }));
  };
  const execute = async (ChangeSetName: string | undefined, ClientRequestToken?: string) => {
    const input = {
      StackName: 'app',
      ChangeSetName,
      ...(ClientRequestToken && { ClientRequestToken }),
    };
    await cloudFormation.send(new ExecuteChangeSetCommand(input));
  };
  const describe = async (StackName = 'app') => {
    const { Stacks: [stack] = [] } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName }),
    );
    return stack;
  };
  /** Brings a template about, whatever comes of it. */
  const apply = async (template: string, more: Partial<CreateChangeSetInput> = {}) => {
    const { ChangeSetId } = await propose(template, more);
    await execute(ChangeSetId);
    await aws.clock.sleep(3_600_000);
    return describe();
  };
  /** Logical id, status and reason of all events, oldest first. */
  const events = async () => {
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await cloudFormation.send(
        new DescribeStackEventsCommand({ StackName: 'app', NextToken }),
      );
      for (const one of page.StackEvents ?? []) {
        const { LogicalResourceId, ResourceStatus, ResourceStatusReason = '' } = one;
        found.unshift(`${LogicalResourceId} ${ResourceStatus} ${ResourceStatusReason}`.trim());
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  };
  return { scripted, aws, cloudFormation, propose, execute, describe, apply, events };
}
