import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Diagnostic } from '../../diagnostics.ts';
import { isNamed } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { finding } from '../fail.ts';
import { isDenied, isOfCredentials, noCredentials } from './explain-refusal.ts';

/** Credentials of the wrong account would make a second environment, not change this one. */
export async function checkAccount({ release, aws }: Deployment): Promise<Diagnostic[]> {
  const { account } = release.manifest;
  try {
    const { Account, Arn } = await aws.sts.send(new GetCallerIdentityCommand({}));
    if (account === undefined || Account === account) return [];
    return [
      finding(
        'deploy/account',
        `${release.environment} is in the account ${account}, and the credentials are of ${Account} (${Arn})`,
        `take credentials of ${account}; the deploy role is ${release.manifest.roles?.deploy ?? 'made by the environment of target `account`'}`,
      ),
    ];
  } catch (error) {
    if (!isOfCredentials(error) && !isDenied(error)) throw error;
    return [noCredentials()];
  }
}

const BOOTSTRAP =
  'apply the environment of target `account` once as an administrator, such as by `npx tsx generator apply bootstrap`';

/** Locks and records stand there. Whoever owns a bucket of that name elsewhere must not get them. */
export async function checkStateBucket({ release, aws }: Deployment): Promise<Diagnostic[]> {
  const { account, stateBucket, target } = release.manifest;
  if (target !== 'aws' || stateBucket === undefined) return [];
  const say = (what: string, hint: string) => [
    finding('deploy/state-bucket', `the bucket ${stateBucket} of locks and records ${what}`, hint),
  ];
  try {
    const where = {
      Bucket: stateBucket,
      ExpectedBucketOwner: account,
      Prefix: `environments/${release.environment}/`,
      MaxKeys: 1,
    };
    await aws.s3.send(new ListObjectsV2Command(where));
    return [];
  } catch (error) {
    // Told already, by who looks at the account.
    if (isOfCredentials(error)) return [];
    if (isNamed(error, 'NoSuchBucket')) return say('is not there', BOOTSTRAP);
    if (isNamed(error, 'PermanentRedirect', 'AuthorizationHeaderMalformed')) {
      return say(`is not in ${aws.region}`, BOOTSTRAP);
    }
    if (!isDenied(error)) throw error;
    return say(
      `can’t be used: it is another account’s, or the role lacks s3:ListBucket`,
      `take the role that is made for it, or look whose it is; ${BOOTSTRAP}`,
    );
  }
}
