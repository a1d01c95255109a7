import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { nameOf } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';

/** AWS's shortest wait, in days (KMS, ScheduleKeyDeletion); until then a deletion can be cancelled. */
const DAYS_BEFORE_DELETION = 7;

/** One that is not there is done. */
export async function deleteLogGroup({ aws, progress }: Deployment, name: string): Promise<void> {
  try {
    await aws.logs.send(new DeleteLogGroupCommand({ logGroupName: name }));
  } catch (error) {
    if (nameOf(error) !== 'ResourceNotFoundException') throw error;
  }
  progress({ id: `log group ${name}`, state: 'done', text: 'deleted' });
}

/** Ids of the keys of a stack, which its deletion leaves. They have no name, so they are asked for before it. */
export async function keysOfStack({ aws }: Deployment, stackName: string): Promise<string[]> {
  const { StackResources = [] } = await aws.cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stackName }),
  );
  return StackResources.filter(({ ResourceType }) => ResourceType === 'AWS::KMS::Key').flatMap(
    ({ PhysicalResourceId }) => PhysicalResourceId ?? [],
  );
}

/** A key is of no use once nothing is left that it encrypts. */
export async function deleteKey({ aws, progress }: Deployment, id: string): Promise<void> {
  try {
    await aws.keys.send(
      new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: DAYS_BEFORE_DELETION }),
    );
  } catch (error) {
    // It is being deleted already, or gone.
    if (!/^(KMSInvalidStateException|NotFoundException)$/.test(nameOf(error))) throw error;
  }
  const text = `is deleted in ${DAYS_BEFORE_DELETION} days`;
  progress({ id: `key ${id}`, state: 'done', text });
}
