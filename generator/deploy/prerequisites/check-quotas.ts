import { DescribeAddressesCommand, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
} from '@aws-sdk/client-service-quotas';
import type { Diagnostic } from '../../diagnostics.ts';
import { stepsOf } from '../../wiring/read-manifest.ts';
import type { Aws } from '../aws/aws.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { explainUnseen } from './explain-refusal.ts';

/** A quota, as Service Quotas names it. */
interface Quota {
  readonly service: string;
  readonly code: string;
  readonly says: string;
}

/** What stacks make that accounts may have few of. */
const COUNTED: readonly (Quota & {
  readonly type: string;
  /** How many there are, by whomever they were made. */
  readonly count: (aws: Aws) => Promise<number>;
})[] = [
  {
    type: 'AWS::EC2::VPC',
    service: 'vpc',
    code: 'L-F678F1CE',
    says: 'VPCs',
    count: async ({ ec2 }) => {
      let count = 0;
      for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: ec2 }, {})) {
        count += Vpcs.length;
      }
      return count;
    },
  },
  {
    type: 'AWS::EC2::EIP',
    service: 'ec2',
    code: 'L-0263D0A3',
    says: 'Elastic IP addresses',
    count: async ({ ec2 }) =>
      (await ec2.send(new DescribeAddressesCommand({}))).Addresses?.length ?? 0,
  },
];

const FARGATE: Quota = {
  service: 'fargate',
  code: 'L-3032A538',
  says: 'vCPUs of Fargate tasks',
};

/**
 * What the stacks that are still to be made need, beside what is there.
 *
 * @param live names of the stacks that are there
 */
export async function checkStackQuotas(
  { release, aws }: Deployment,
  live: ReadonlySet<string>,
): Promise<Diagnostic[]> {
  const names = new Map(
    stepsOf(release.manifest, 'stacks').map(({ stack, stackName = '' }) => [stack, stackName]),
  );
  const fresh = release.wiring.stacks.filter(({ name }) => !live.has(names.get(name) ?? ''));
  const found = COUNTED.map(async (quota) => {
    const resources = fresh.flatMap((stack) => stack.resources);
    const more = resources.filter(({ type }) => type === quota.type).length;
    if (more === 0) return [];
    return whenReadable(quota, async () => {
      const [there, allowed] = await Promise.all([quota.count(aws), readQuota(aws, quota)]);
      return there + more > allowed ? [exceeded(aws, quota, there, more, allowed)] : [];
    });
  });
  return (await Promise.all(found)).flat();
}

/** Whether all tasks could run at once. What others run in the account is not counted: no API tells it. */
export function checkFargateQuota({ aws }: Deployment, vcpus: number): Promise<Diagnostic[]> {
  if (vcpus === 0) return Promise.resolve([]);
  return whenReadable(FARGATE, async () => {
    const allowed = await readQuota(aws, FARGATE);
    return vcpus > allowed ? [exceeded(aws, FARGATE, 0, vcpus, allowed)] : [];
  });
}

/** What can't be read may well be enough. */
async function whenReadable(
  { says }: Quota,
  look: () => Promise<Diagnostic[]>,
): Promise<Diagnostic[]> {
  try {
    return await look();
  } catch (error) {
    return [explainUnseen(error, `whether there is room for more ${says}`)];
  }
}

async function readQuota({ quotas }: Aws, { service, code }: Quota): Promise<number> {
  const asked = { ServiceCode: service, QuotaCode: code };
  try {
    const { Quota: own } = await quotas.send(new GetServiceQuotaCommand(asked));
    if (own?.Value !== undefined) return own.Value;
  } catch (error) {
    // An account that never asked for more has none of its own.
    if (!isNamed(error, 'NoSuchResourceException')) throw error;
  }
  const usual = await quotas.send(new GetAWSDefaultServiceQuotaCommand(asked));
  return usual.Quota?.Value ?? Number.POSITIVE_INFINITY;
}

function exceeded(
  { region }: Aws,
  { service, code, says }: Quota,
  there: number,
  more: number,
  allowed: number,
): Diagnostic {
  const used = there > 0 ? `, ${there} are used` : '';
  const ask = `aws service-quotas request-service-quota-increase --region ${region} --service-code ${service} --quota-code ${code} --desired-value ${Math.ceil(there + more)}`;
  return finding(
    'deploy/prerequisite',
    `the account may have ${allowed} ${says} in ${region}${used} and ${more} more are needed`,
    `remove what is not used, or run \`${ask}\` and wait until it is granted`,
  );
}
