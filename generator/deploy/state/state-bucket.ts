import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Aws } from '../aws/aws.ts';
import { nameOf, statusOf } from '../aws/error-facts.ts';

/** A text in the state bucket, and the mark of this very version of it. */
export interface Stored {
  readonly text: string;
  readonly etag: string;
}

/**
 * The bucket of locks, records and releases. Every write says what it expects to find, so that of two
 * runs that write at once one is told. A write whose answer got lost is recognised by its text.
 */
export interface StateBucket {
  readonly name: string;
  readonly read: (key: string) => Promise<Stored | undefined>;
  /** Writes what is not there yet. Nothing when something else is. */
  readonly create: (key: string, text: string) => Promise<Stored | undefined>;
  /** Writes over one version. Nothing when it is no longer that version. */
  readonly replace: (key: string, text: string, etag: string) => Promise<Stored | undefined>;
  /** Removes one version; what is something else by now stays. */
  readonly remove: (key: string, etag: string) => Promise<void>;
  /** All keys that begin so, sorted. */
  readonly list: (prefix: string) => Promise<string[]>;
}

/** Times that a write is tried which S3 says ran into another (409 ConditionalRequestConflict). */
const CONFLICTS = 5;
const AFTER_CONFLICT_MS = 200;

/** @param account that the bucket must belong to: nobody else's bucket of that name is used */
export function openStateBucket(aws: Aws, name: string, account: string): StateBucket {
  const { s3, clock } = aws;
  const place = { Bucket: name, ExpectedBucketOwner: account };

  const read = async (key: string): Promise<Stored | undefined> => {
    try {
      const { Body, ETag = '' } = await s3.send(new GetObjectCommand({ ...place, Key: key }));
      return { text: (await Body?.transformToString()) ?? '', etag: ETag };
    } catch (error) {
      if (nameOf(error) === 'NoSuchKey') return undefined;
      throw error;
    }
  };

  const write = async (
    key: string,
    text: string,
    expected: { IfNoneMatch: '*' } | { IfMatch: string },
  ): Promise<Stored | undefined> => {
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        const { ETag = '' } = await s3.send(
          new PutObjectCommand({
            ...place,
            ...expected,
            Key: key,
            Body: text,
            ContentType: 'application/json',
          }),
        );
        return { text, etag: ETag };
      } catch (error) {
        const status = statusOf(error);
        if (status === 409 && conflicts < CONFLICTS) {
          await clock.sleep(AFTER_CONFLICT_MS);
          continue;
        }
        if (status !== 412 && nameOf(error) !== 'NoSuchKey') throw error;
        const found = await read(key);
        return found?.text === text ? found : undefined;
      }
    }
  };

  return {
    name,
    read,
    create: (key, text) => write(key, text, { IfNoneMatch: '*' }),
    replace: (key, text, etag) => write(key, text, { IfMatch: etag }),
    remove: async (key, etag) => {
      try {
        await s3.send(new DeleteObjectCommand({ ...place, Key: key, IfMatch: etag }));
      } catch (error) {
        if (statusOf(error) !== 412 && statusOf(error) !== 404) throw error;
      }
    },
    list: async (prefix) => {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({
            ...place,
            Prefix: prefix,
            ...(token && { ContinuationToken: token }),
          }),
        );
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return keys.sort();
    },
  };
}
