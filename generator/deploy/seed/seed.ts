import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { type Step, stepsOf } from '../../wiring/read-manifest.ts';
import { nameOf } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import type { Release } from '../release/release.ts';
import { readSeed } from './check-catalog.ts';

/** What the plan says of an object that services read. */
export interface SeedStep {
  readonly phase: 'seed';
  readonly bucket: string;
  readonly key: string;
  readonly source: string;
  readonly action: 'put' | 'none';
  readonly reason: string;
}

/** Whether each object is there: `undefined` where the bucket does not exist yet. */
export type LiveSeeds = ReadonlyMap<string, boolean>;

const seedsOf = ({ manifest }: Release): Required<Pick<Step, 'bucket' | 'key' | 'source'>>[] =>
  stepsOf(manifest, 'seed').map(({ bucket = '', key = '', source = '' }) => ({
    bucket,
    key,
    source,
  }));

/** Asks which objects are there, by their names: who looks need not be allowed to read them. */
export async function readLiveSeeds({ release, aws }: Deployment): Promise<LiveSeeds> {
  const ExpectedBucketOwner = release.manifest.account;
  const found = seedsOf(release).map(async ({ bucket, key }): Promise<[string, boolean]> => {
    try {
      const { Contents = [] } = await aws.s3.send(
        // The very name sorts before all that only begin with it.
        new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1, ExpectedBucketOwner }),
      );
      return [bucket, Contents.some(({ Key }) => Key === key)];
    } catch (error) {
      if (nameOf(error) === 'NoSuchBucket') return [bucket, false];
      throw error;
    }
  });
  return new Map(await Promise.all(found));
}

/** An object that is there stays: what runs may have newer data than Git. @param isAsked uploads all the same */
export function planSeeds(release: Release, live: LiveSeeds, isAsked: boolean): SeedStep[] {
  return seedsOf(release).map((seed) => {
    const isThere = live.get(seed.bucket) ?? false;
    const reason = !isThere ? 'the bucket has none' : isAsked ? 'asked for' : 'there is one';
    return { phase: 'seed', ...seed, action: isThere && !isAsked ? 'none' : 'put', reason };
  });
}

/** Uploads the file of a step, when it is what the services can read. */
export async function applySeed(
  { release, aws, progress }: Deployment,
  root: string,
  { action, bucket, key, source }: SeedStep,
): Promise<void> {
  if (action === 'none') return;
  const id = `seed ${key}`;
  const { bytes } = readSeed(root, source);
  progress({ id, state: 'working', text: `uploading ${source}` });
  await aws.s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: bytes,
      ContentType: 'application/json',
      ExpectedBucketOwner: release.manifest.account,
    }),
  );
  progress({ id, state: 'done', text: `uploaded ${source} to s3://${bucket}/${key}` });
}
