import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Diagnostic } from '../../diagnostics.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { explainUnseen } from './explain-refusal.ts';
import type { FreeName, NamedType } from './read-names.ts';

interface Kind {
  readonly type: NamedType;
  readonly says: string;
  /** Names for which this is the same are looked for together. */
  readonly alike: (name: string) => string;
  /** Of these names, those that are taken. */
  readonly look: (deployment: Deployment, names: readonly string[]) => Promise<readonly string[]>;
  /** How one is freed, where others of the environment stay. */
  readonly free: (name: string, deployment: Deployment) => string;
}

const KINDS: readonly Kind[] = [
  {
    type: 'AWS::Logs::LogGroup',
    says: 'the log group',
    alike: firstPartsOf,
    look: findLogGroups,
    free: (name, { aws }) =>
      `if nobody needs its logs any more, run \`aws logs delete-log-group --region ${aws.region} --log-group-name ${name}\``,
  },
  {
    type: 'AWS::S3::Bucket',
    says: 'the bucket',
    alike: (name) => name,
    look: findBucket,
    free: (name, { aws }) =>
      `see what it holds by \`aws s3api list-object-versions --bucket ${name}\`; if nobody needs that, remove every version of it and run \`aws s3api delete-bucket --region ${aws.region} --bucket ${name}\`, else give another name in the config`,
  },
];

/**
 * Nothing has the names of what stacks are about to make: what an environment or a service left stays,
 * and CloudFormation would find that out only when half of a stack is made.
 *
 * @param isGone whether no stack of the environment is there, so that all that is left may go at once
 */
export async function checkNames(
  deployment: Deployment,
  needed: readonly FreeName[],
  isGone: boolean,
): Promise<Diagnostic[]> {
  const found = KINDS.flatMap((kind) => {
    const names = needed.filter(({ type }) => type === kind.type).map(({ name }) => name);
    const groups = [...Map.groupBy(names, kind.alike).values()];
    return groups.map((group) => checkKind(deployment, kind, group, isGone));
  });
  return (await Promise.all(found)).flat();
}

async function checkKind(
  deployment: Deployment,
  { says, look, free }: Kind,
  names: readonly string[],
  isGone: boolean,
): Promise<Diagnostic[]> {
  try {
    const taken = await look(deployment, names);
    return taken.map((name) =>
      finding(
        'deploy/prerequisite',
        `${says} ${name} is there already, so no stack can make it: it was left by an earlier stack or service, or made by hand`,
        `${free(name, deployment)}${isGone ? freeAll(deployment) : ''}`,
      ),
    );
  } catch (error) {
    return [explainUnseen(error, `whether ${says} ${names.join(', ')} is there already`)];
  }
}

/** A destroy knows what it left by the files. */
function freeAll({ release: { environment, manifest } }: Deployment): string {
  if (manifest.target !== 'aws') return '';
  const allowed = manifest.tier === 'production' ? ' --allow-production' : '';
  return `; all that ${environment} left goes by \`npx tsx generator destroy ${environment} --delete-logs${allowed}\``;
}

/** Of `/ecs/shop-dev/search/service-connect` the first two: what log groups of an environment begin with. */
function firstPartsOf(name: string): string {
  return name.split('/').slice(0, 3).join('/');
}

async function findLogGroups({ aws }: Deployment, names: readonly string[]): Promise<string[]> {
  const [first = ''] = names;
  const asked = { logGroupNamePrefix: firstPartsOf(first) };
  const there = new Set<string | undefined>();
  for await (const page of paginateDescribeLogGroups({ client: aws.logs }, asked)) {
    for (const { logGroupName } of page.logGroups ?? []) there.add(logGroupName);
  }
  return names.filter((name) => there.has(name));
}

/** S3 says why it refuses a list, and not why a HEAD. */
async function findBucket(
  { release, aws }: Deployment,
  names: readonly string[],
): Promise<readonly string[]> {
  const [Bucket] = names;
  const where = { Bucket, ExpectedBucketOwner: release.manifest.account, MaxKeys: 1 };
  try {
    await aws.s3.send(new ListObjectsV2Command(where));
    return names;
  } catch (error) {
    if (isNamed(error, 'NoSuchBucket')) return [];
    // It is there, in another Region.
    if (isNamed(error, 'PermanentRedirect', 'AuthorizationHeaderMalformed')) return names;
    throw error;
  }
}
