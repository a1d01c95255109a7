import { table } from '../../render/markdown.ts';
import { fieldsOf } from '../../render/plain-values.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { code, paragraph, type Section, underHeading } from './section.ts';

/** What holds data, by type, and the property with its name. A type that comes later is an entry here. */
const HOLDERS: readonly { readonly type: string; readonly what: string; readonly name: string }[] =
  [
    { type: 'AWS::S3::Bucket', what: 'S3 bucket', name: 'BucketName' },
    { type: 'AWS::KMS::Key', what: 'KMS key', name: 'Description' },
    { type: 'AWS::ECR::Repository', what: 'image repository', name: 'RepositoryName' },
    { type: 'AWS::ElastiCache::ServerlessCache', what: 'cache', name: 'ServerlessCacheName' },
  ];

/** Where data lies, and what becomes of it. */
export const data: Section = ({ environment: { catalog, target }, wiring }) => {
  const uploaded = target === 'local' ? 'served' : 'uploaded';
  const source = catalog
    ? paragraph(
        `The product catalog is ${code(catalog.source)} of this repository, ${uploaded} as ${code(`s3://${catalog.bucket}/${catalog.key}`)}.`,
      )
    : [];
  const rows = HOLDERS.flatMap(({ type, what, name }) =>
    wiring
      .resourcesOf(type)
      .map((resource) => [
        what,
        nameOf(resource, name),
        encryptionOf(resource, wiring),
        ON_DELETION[String(rawOf(resource).DeletionPolicy)] ?? 'is deleted too',
      ]),
  );
  return underHeading('Data', [
    ...source,
    ...(rows.length > 0
      ? table(['What', 'Name', 'Encrypted with', 'When its stack is deleted, it'], rows)
      : paragraph('Nothing is kept when it stops.')),
  ]);
};

/** CloudFormation's resource attribute `DeletionPolicy`. */
const ON_DELETION: Readonly<Record<string, string>> = {
  Retain: 'stays',
  RetainExceptOnCreate: 'stays',
  Snapshot: 'leaves a snapshot',
};

const rawOf = ({ stack, id }: Resource) =>
  fieldsOf(fieldsOf(fieldsOf(stack.template.value).Resources)[id]);

function nameOf({ properties, id }: Resource, property: string): string {
  const name = properties[property];
  if (typeof name !== 'string') return id;
  return property === 'Description' ? `${id}: ${name}` : code(name);
}

/** Where types say how they are encrypted. Without a key of ours AWS takes one of its own. */
function encryptionOf({ type, properties }: Resource, { behind }: Wiring): string {
  if (type === 'AWS::KMS::Key') return '–';
  const { BucketEncryption, EncryptionConfiguration, KmsKeyId } = properties;
  const text = JSON.stringify([BucketEncryption, EncryptionConfiguration, KmsKeyId]);
  const [key] = [...text.matchAll(/"(<[^"]*)"/g)].map(([, value]) => behind(value));
  if (key) return key.id;
  return /"(aws:kms|KMS)"/.test(text) ? 'a key that AWS manages' : 'a key that AWS owns';
}
