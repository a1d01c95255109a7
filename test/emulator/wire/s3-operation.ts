/** Sub-resources of a bucket or object: the query key, and what follows the verb in the operation's name. */
const SUB_RESOURCES: readonly (readonly [key: string, bucket: string, object?: string])[] = [
  ['versions', 'ObjectVersions'],
  ['uploads', 'MultipartUploads', 'MultipartUpload'],
  ['policy', 'BucketPolicy'],
  ['versioning', 'BucketVersioning'],
  ['lifecycle', 'BucketLifecycleConfiguration'],
  ['encryption', 'BucketEncryption'],
  ['tagging', 'BucketTagging', 'ObjectTagging'],
  ['location', 'BucketLocation'],
  ['publicAccessBlock', 'PublicAccessBlock'],
];

const VERBS: Readonly<Record<string, string>> = {
  GET: 'Get',
  HEAD: 'Head',
  PUT: 'Put',
  DELETE: 'Delete',
  POST: 'Post',
};

/** The operation of a request to S3, which has it in method and path. */
export function s3Operation(method: string, path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://s3');
  const named = searchParams.get('x-id');
  if (named) return named;
  const [bucket, ...key] = pathname.slice(1).split('/');
  const isObject = key.join('/') !== '';
  const verb = VERBS[method] ?? method;
  if (!bucket) return 'ListBuckets';
  if (method === 'POST' && searchParams.has('delete')) return 'DeleteObjects';
  const sub = SUB_RESOURCES.find(([name]) => searchParams.has(name));
  if (sub) {
    const [name, ofBucket, ofObject = ofBucket] = sub;
    const lists = method === 'GET' && ['versions', 'uploads'].includes(name);
    return `${lists ? 'List' : verb}${isObject ? ofObject : ofBucket}`;
  }
  if (isObject) return `${verb}Object`;
  if (method === 'GET') return searchParams.has('list-type') ? 'ListObjectsV2' : 'ListObjects';
  return method === 'PUT' ? 'CreateBucket' : `${verb}Bucket`;
}
