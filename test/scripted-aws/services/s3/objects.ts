import { createHash } from 'node:crypto';
import { AwsError } from '../../aws-error.ts';
import type { HttpAnswer, HttpRequest } from '../../protocols/protocol.ts';
import { element, textElement } from '../../protocols/xml.ts';
import type { World } from '../../world.ts';
import { bodyOf } from './body.ts';
import { type Bucket, currentOf, type Version } from './state.ts';

/** A request to a bucket that exists. */
export interface Asked {
  readonly bucket: Bucket;
  readonly key: string;
  readonly request: HttpRequest;
  readonly world: World;
}

const noSuchKey = () => new AwsError('NoSuchKey', 'The specified key does not exist.', 404);

function headersOf(version: Version, { isVersioned }: Bucket): Record<string, string> {
  return {
    etag: version.etag,
    'last-modified': version.at.toUTCString(),
    'content-length': String(version.body.length),
    ...(version.contentType !== undefined && { 'content-type': version.contentType }),
    ...(isVersioned && { 'x-amz-version-id': version.id }),
  };
}

function find({ bucket, key, request }: Asked): Version {
  const id = request.query.get('versionId');
  const found = id
    ? bucket.versions.find((one) => one.id === id && one.key === key)
    : currentOf(bucket, key);
  if (!found) throw noSuchKey();
  return found;
}

export function getObject(asked: Asked): HttpAnswer {
  const version = find(asked);
  return { status: 200, headers: headersOf(version, asked.bucket), body: version.body };
}

export function headObject(asked: Asked): HttpAnswer {
  const version = find(asked);
  return { status: 200, headers: headersOf(version, asked.bucket) };
}

export function putObject({ bucket, key, request, world }: Asked): HttpAnswer {
  checkConditions(bucket, key, request);
  const body = bodyOf(request);
  const contentType = request.headers['content-type'];
  const version: Version = {
    key,
    id: bucket.isVersioned ? world.unique(32) : 'null',
    body,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    ...(contentType !== undefined && { contentType }),
    at: world.now(),
    isDeletion: false,
  };
  if (!bucket.isVersioned) forget(bucket, (one) => one.key === key);
  bucket.versions.push(version);
  const { etag } = version;
  return {
    status: 200,
    headers: { etag, ...(bucket.isVersioned && { 'x-amz-version-id': version.id }) },
  };
}

const failed = (condition: string) =>
  new AwsError(
    'PreconditionFailed',
    `At least one of the pre-conditions you specified did not hold: ${condition}`,
    412,
  );

/** Conditional writes: If-None-Match takes only `*`; If-Match on nothing is 404. */
function checkConditions(bucket: Bucket, key: string, { headers }: HttpRequest): void {
  const current = currentOf(bucket, key);
  const ifMatch = headers['if-match'];
  if (headers['if-none-match'] === '*' && current) throw failed('If-None-Match');
  if (ifMatch === undefined) return;
  if (!current) throw noSuchKey();
  if (ifMatch !== current.etag && `"${ifMatch}"` !== current.etag) throw failed('If-Match');
}

function forget({ versions }: Bucket, isMeant: (one: Version) => boolean): void {
  for (let index = versions.length - 1; index >= 0; index--) {
    const one = versions[index];
    if (one && isMeant(one)) versions.splice(index, 1);
  }
}

/** Deletes one version for good, or, in a bucket with versions, hides the object. */
function remove(bucket: Bucket, key: string, id: string | undefined, world: World): void {
  if (id !== undefined) forget(bucket, (one) => one.key === key && one.id === id);
  else if (!bucket.isVersioned) forget(bucket, (one) => one.key === key);
  else {
    const body = Buffer.alloc(0);
    const marker = { key, id: world.unique(32), body, etag: '', at: world.now(), isDeletion: true };
    bucket.versions.push(marker);
  }
}

export function deleteObject({ bucket, key, request, world }: Asked): HttpAnswer {
  if (request.headers['if-match'] !== undefined) checkConditions(bucket, key, request);
  remove(bucket, key, request.query.get('versionId') ?? undefined, world);
  return { status: 204 };
}

export function deleteObjects({ bucket, request, world }: Asked): HttpAnswer {
  const text = bodyOf(request).toString();
  const objects = [...text.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, inner = '']) => ({
    key: plain(/<Key>(.*?)<\/Key>/s.exec(inner)?.[1] ?? ''),
    id: /<VersionId>(.*?)<\/VersionId>/s.exec(inner)?.[1],
  }));
  for (const { key, id } of objects) remove(bucket, key, id, world);
  const deleted = objects.map(({ key, id }) =>
    element('Deleted', textElement('Key', key) + (id ? textElement('VersionId', id) : '')),
  );
  return xml(element('DeleteResult', deleted.join('')));
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const plain = (text: string) =>
  text.replace(/&(amp|lt|gt|quot);/g, (_whole, name: string) => CHARACTERS[name] ?? '');

export const xml = (body: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body,
});
