import { GetObjectCommand, S3Client, type S3ServiceException } from '@aws-sdk/client-s3';

/** Above this the object is not a catalog that one process should hold in memory. */
const MAX_CATALOG_BYTES = 16 * 1024 * 1024;

export type Fetched =
  | { readonly status: 'unchanged' }
  | { readonly status: 'changed'; readonly bytes: Uint8Array; readonly etag: string | undefined }
  | { readonly status: 'too-large'; readonly etag: string | undefined };

export interface CatalogSource {
  /**
   * @param knownEtag of the object that was fetched last, if any
   * @throws when the object can't be reached; `describeFailure` says why in one line
   */
  fetch(knownEtag: string | undefined, signal: AbortSignal): Promise<Fetched>;
  close(): void;
}

/** The catalog as one S3 object. Endpoint, region and credentials are the AWS SDK's own business. */
export function s3Source(place: {
  readonly bucket: string;
  readonly key: string;
  readonly maxBytes?: number;
}): CatalogSource {
  const { bucket, key, maxBytes = MAX_CATALOG_BYTES } = place;
  const client = new S3Client({
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000 },
  });
  return {
    close: () => client.destroy(),
    async fetch(knownEtag, signal) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(knownEtag !== undefined && { IfNoneMatch: knownEtag }),
      });
      try {
        const { Body, ContentLength, ETag } = await client.send(command, { abortSignal: signal });
        const bytes = await readUpTo(maxBytes, Body as NodeBody, ContentLength);
        return bytes
          ? { status: 'changed', bytes, etag: ETag }
          : { status: 'too-large', etag: ETag };
      } catch (error) {
        // The SDK knows no success without a body: 304 arrives as an exception.
        if (statusOf(error) === 304) return { status: 'unchanged' };
        throw error;
      }
    },
  };
}

interface NodeBody extends AsyncIterable<Uint8Array> {
  destroy(): void;
}

async function readUpTo(
  limit: number,
  body: NodeBody,
  announced = 0,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = announced;
  if (announced <= limit) {
    size = 0;
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limit) break;
      chunks.push(chunk);
    }
  }
  if (size <= limit) return Buffer.concat(chunks);
  body.destroy();
  return undefined;
}

function statusOf(error: unknown): number | undefined {
  return (error as Partial<S3ServiceException>).$metadata?.httpStatusCode;
}

/** One line for the log, without headers, hosts' answers or a stack. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const status = statusOf(error);
  return `${error.name}${status ? ` (HTTP ${status})` : ''}: ${error.message}`;
}
