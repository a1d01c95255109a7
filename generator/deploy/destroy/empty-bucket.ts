import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { nameOf } from '../aws/error-facts.ts';
import type { Deployment } from '../deployment.ts';
import { failed } from '../fail.ts';

/**
 * Removes every version of every object of a bucket, then the bucket. One that is not there is done.
 *
 * @throws {Failure} `deploy/left` when S3 keeps some of them
 */
export async function deleteBucket(
  { release, aws, progress }: Deployment,
  bucket: string,
): Promise<void> {
  const id = `bucket ${bucket}`;
  const place = { Bucket: bucket, ExpectedBucketOwner: release.manifest.account };
  try {
    for (let removed = 0; ; ) {
      const page = await aws.s3.send(new ListObjectVersionsCommand(place));
      const objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(
        ({ Key, VersionId }): ObjectIdentifier => ({ Key, VersionId }),
      );
      if (objects.length === 0) break;
      const { Errors = [] } = await aws.s3.send(
        new DeleteObjectsCommand({ ...place, Delete: { Objects: objects, Quiet: true } }),
      );
      if (Errors.length > 0) throw kept(bucket, Errors);
      removed += objects.length;
      progress({ id, state: 'working', text: `${removed} versions removed` });
    }
    await aws.s3.send(new DeleteBucketCommand(place));
  } catch (error) {
    if (nameOf(error) !== 'NoSuchBucket') throw error;
  }
  progress({ id, state: 'done', text: 'deleted' });
}

const kept = (
  bucket: string,
  errors: readonly { Key?: string | undefined; Message?: string | undefined }[],
) =>
  failed(
    'deploy/left',
    `${errors.length} objects of ${bucket} could not be removed, the first is ${errors[0]?.Key}: ${errors[0]?.Message}`,
    `remove them with all of their versions, such as by “Empty” in the S3 console, then run \`destroy\` again`,
  );
