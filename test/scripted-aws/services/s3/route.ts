import type { HttpRequest } from '../../protocols/protocol.ts';

/** What an S3 request asks for, by method and what stands in the address. */
interface Route {
  readonly method: string;
  readonly of: 'service' | 'bucket' | 'object';
  /** Parameter that tells it from others; the first that fits counts. */
  readonly having?: string;
  readonly name: string;
}

const ROUTES: readonly Route[] = [
  { method: 'GET', of: 'bucket', having: 'versions', name: 'ListObjectVersions' },
  { method: 'GET', of: 'bucket', having: 'location', name: 'GetBucketLocation' },
  { method: 'GET', of: 'bucket', having: 'versioning', name: 'GetBucketVersioning' },
  { method: 'GET', of: 'bucket', having: 'list-type', name: 'ListObjectsV2' },
  { method: 'HEAD', of: 'bucket', name: 'HeadBucket' },
  { method: 'PUT', of: 'bucket', name: 'CreateBucket' },
  { method: 'DELETE', of: 'bucket', name: 'DeleteBucket' },
  { method: 'POST', of: 'bucket', having: 'delete', name: 'DeleteObjects' },
  { method: 'GET', of: 'object', name: 'GetObject' },
  { method: 'HEAD', of: 'object', name: 'HeadObject' },
  { method: 'PUT', of: 'object', name: 'PutObject' },
  { method: 'DELETE', of: 'object', name: 'DeleteObject' },
];

/** Bucket and key of a path such as `/bucket/some/key`. */
export function placeOf({ path }: HttpRequest): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', ...key] = path.split('/');
  return { bucket: decodeURIComponent(bucket), key: key.map(decodeURIComponent).join('/') };
}

export function operationOf(request: HttpRequest): string {
  const { bucket, key } = placeOf(request);
  const of = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const route = ROUTES.find(
    (one) =>
      one.method === request.method &&
      one.of === of &&
      (one.having === undefined || request.query.has(one.having)),
  );
  return route?.name ?? '';
}
