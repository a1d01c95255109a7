import { DeleteSecurityGroupCommand, DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { messageOf, nameOf } from '../aws/error-facts.ts';
import { poll } from '../aws/poll.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';

/** The group is let go once the load balancer's addresses are, which takes minutes. */
const WAIT_MS = 10 * 60_000;

/**
 * Express Mode leaves the security group `<cluster>-<service>-<vpc>` behind, which keeps the VPC from
 * being deleted (measured by others, see the troubleshooting guide).
 *
 * @throws {Failure} `deploy/left` when something still stands in it
 */
export async function deleteLeftGroups(
  { aws, progress }: Deployment,
  { cluster, services }: { readonly cluster: string; readonly services: readonly string[] },
): Promise<void> {
  if (services.length === 0) return;
  const { SecurityGroups = [] } = await aws.ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'group-name', Values: services.map((service) => `${cluster}-${service}-vpc-*`) },
      ],
    }),
  );
  for (const { GroupId, GroupName } of SecurityGroups) {
    const id = `security group ${GroupName}`;
    progress({ id, state: 'working', text: 'deleting' });
    let last = '';
    const isGone = await poll(aws.clock, aws.clock.now() + WAIT_MS, async () => {
      try {
        await aws.ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
        return true;
      } catch (error) {
        if (nameOf(error) === 'InvalidGroup.NotFound') return true;
        if (nameOf(error) !== 'DependencyViolation') throw error;
        last = messageOf(error);
        return undefined;
      }
    });
    if (!isGone) throw stillUsed(`${GroupName} (${GroupId})`, last);
    progress({ id, state: 'done', text: 'deleted' });
  }
}

const stillUsed = (group: string, why: string) =>
  failed(
    'deploy/left',
    `the security group ${group}, which Express Mode left, is still in use: ${why}`,
    'wait until its network interfaces are gone, then run `destroy` again',
  );
