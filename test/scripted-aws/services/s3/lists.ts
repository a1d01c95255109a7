import { pageOf } from '../../handlers.ts';
import type { HttpAnswer } from '../../protocols/protocol.ts';
import { element, textElement } from '../../protocols/xml.ts';
import { type Asked, xml } from './objects.ts';
import { currentOf, type Version } from './state.ts';

const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1);
const sizeOf = (text: string | null) => Number(text ?? 1000);

const contents = ({ key, at, etag, body }: Version) =>
  textElement('Key', key) +
  textElement('LastModified', at.toISOString()) +
  textElement('ETag', etag) +
  textElement('Size', body.length) +
  textElement('StorageClass', 'STANDARD');

export function listObjects({ bucket, request: { query } }: Asked): HttpAnswer {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('start-after') ?? '';
  const keys = [...new Set(bucket.versions.map(({ key }) => key))];
  const objects = keys
    .filter((key) => key.startsWith(prefix) && key > after)
    .flatMap((key) => currentOf(bucket, key) ?? [])
    .sort(byKey);
  const token = query.get('continuation-token') ?? undefined;
  const { page, next } = pageOf(objects, token, sizeOf(query.get('max-keys')));
  const body = [
    textElement('KeyCount', page.length),
    textElement('IsTruncated', next !== undefined),
    ...(next !== undefined ? [textElement('NextContinuationToken', next)] : []),
    ...page.map((one) => element('Contents', contents(one))),
  ];
  return xml(element('ListBucketResult', body.join('')));
}

/** Newest first for each key, as S3 lists them. */
export function listVersions({ bucket, request: { query } }: Asked): HttpAnswer {
  const prefix = query.get('prefix') ?? '';
  const newest = bucket.versions.toReversed().filter(({ key }) => key.startsWith(prefix));
  const sorted = newest
    .map((one, index) => ({ ...one, index }))
    .sort((one, other) => (one.key === other.key ? one.index - other.index : byKey(one, other)));
  const marker = query.get('version-id-marker') ?? undefined;
  const { page, next } = pageOf(sorted, marker, sizeOf(query.get('max-keys')));
  const entries = page.map((one) => {
    const isLatest = bucket.versions.findLast(({ key }) => key === one.key)?.id === one.id;
    const version = textElement('VersionId', one.id) + textElement('IsLatest', isLatest);
    return one.isDeletion
      ? element(
          'DeleteMarker',
          textElement('Key', one.key) + version + textElement('LastModified', one.at.toISOString()),
        )
      : element('Version', contents(one) + version);
  });
  const body = [
    textElement('IsTruncated', next !== undefined),
    ...(next !== undefined
      ? [
          textElement('NextKeyMarker', page.at(-1)?.key ?? ''),
          textElement('NextVersionIdMarker', next),
        ]
      : []),
    ...entries,
  ];
  return xml(element('ListVersionsResult', body.join('')));
}
