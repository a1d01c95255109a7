import {
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
} from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { hideInLine } from './hide-in-line.ts';
import type { ServiceName } from './look-at-service.ts';

/**
 * What ECS says of the newest deployment of a service that it gave up or rolled back. Nothing where it
 * says nothing or can't be asked: this only explains a failure that is known already.
 */
export async function readRollback(
  { ecs }: Aws,
  { cluster, serviceName }: ServiceName,
): Promise<string | undefined> {
  try {
    const listed = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service: serviceName }),
    );
    const [newest] = [...(listed.serviceDeployments ?? [])].sort(
      (a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0),
    );
    if (!newest?.serviceDeploymentArn) return undefined;
    const { serviceDeployments: [described] = [] } = await ecs.send(
      new DescribeServiceDeploymentsCommand({
        serviceDeploymentArns: [newest.serviceDeploymentArn],
      }),
    );
    const said = described?.rollback?.reason ?? described?.statusReason;
    return said && hideInLine(said);
  } catch {
    return undefined;
  }
}
