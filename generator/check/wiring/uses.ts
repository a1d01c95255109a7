import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Path } from '../../config/located.ts';
import type { Artefact } from '../../render/artefact.ts';
import { fieldsOf, listOf } from '../../render/plain-values.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';

/** A secret's ARN without JSON key and versions. */
export const arnOfSecret = (valueFrom: string): string =>
  valueFrom.split(':').slice(0, 7).join(':');

/** A place where logs are written to. */
export interface LogUse {
  readonly artefact: Artefact;
  readonly path: Path;
  readonly group: string;
}

/** The log groups that a service writes to: its containers, and the proxy beside them. */
export function logUses({ task, connect, containers }: WiredService): LogUse[] {
  const groupOf = (log: ContainerDefinition['logConfiguration']) =>
    log?.logDriver === 'awslogs' ? log.options?.['awslogs-group'] : undefined;
  const own = containers.flatMap(({ logConfiguration }, container): LogUse[] => {
    const group = groupOf(logConfiguration);
    const path = [
      'containerDefinitions',
      container,
      'logConfiguration',
      'options',
      'awslogs-group',
    ];
    return group ? [{ artefact: task.artefact, path, group }] : [];
  });
  const group = groupOf(connect?.value.logConfiguration);
  const path = ['logConfiguration', 'options', 'awslogs-group'];
  return connect && group ? [...own, { artefact: connect.artefact, path, group }] : own;
}

const IMAGE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^@:]+)/;

/** The repositories of a service's images, as ARNs, each with the place of its image. */
export const repositoriesOf = ({ containers }: WiredService, { place }: Wiring) =>
  containers.flatMap(({ image = '' }, container) => {
    const [, account, region, name] = IMAGE.exec(image) ?? [];
    const arn = `arn:${place.partition}:ecr:${region}:${account}:repository/${name}`;
    return name ? [{ arn, name, path: ['containerDefinitions', container, 'image'] }] : [];
  });

/** A plain environment value and where it stands. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly path: Path;
}

export const variablesOf = ({ containers }: WiredService): Variable[] =>
  containers.flatMap(({ environment = [] }, container) =>
    environment.map(({ name = '', value = '' }, index) => ({
      name,
      value,
      path: ['containerDefinitions', container, 'environment', index, 'value'],
    })),
  );

/** Whether a text names something as a whole word, as `s3://name/key` names a bucket. */
export function names(text: string, name: string): boolean {
  const start = text.indexOf(name);
  if (start < 0 || name === '') return false;
  const [before = '', after = ''] = [text[start - 1], text[start + name.length]];
  return !/[\w.-]/.test(before) && !/[\w-]/.test(after);
}

/** The buckets of the stacks that a service's variables name. */
export const bucketUses = (service: WiredService, { resourcesOf }: Wiring) =>
  variablesOf(service).flatMap((variable) =>
    resourcesOf('AWS::S3::Bucket')
      .filter(({ properties }) => names(variable.value, String(properties.BucketName)))
      .map((bucket) => ({ variable, bucket, name: String(bucket.properties.BucketName) })),
  );

/** The key that a bucket is encrypted with, if it is one of the stacks. */
export function keyOf(bucket: Resource, { behind }: Wiring): Resource | undefined {
  const { ServerSideEncryptionConfiguration } = fieldsOf(bucket.properties.BucketEncryption);
  const [rule] = listOf(ServerSideEncryptionConfiguration).map(fieldsOf);
  return behind(fieldsOf(rule?.ServerSideEncryptionByDefault).KMSMasterKeyID);
}
