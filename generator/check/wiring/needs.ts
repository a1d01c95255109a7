import type { Path } from '../../config/located.ts';
import type { Artefact } from '../../render/artefact.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { partsOfModel } from './models.ts';
import { arnOfSecret, bucketUses, keyOf, logUses, repositoriesOf, variablesOf } from './uses.ts';

/** Something that a service uses, and what its role must allow for it. */
export interface Need {
  readonly artefact: Artefact;
  readonly path: Path;
  /** What is used, in words. */
  readonly what: string;
  readonly actions: readonly string[];
  /** The role must allow the actions on one of these. */
  readonly anyOf: readonly string[];
}

/** The secrets that ECS puts into a task's environment. */
export const secretNeeds = ({ task, containers }: WiredService): Need[] =>
  containers.flatMap(({ secrets = [] }, container) =>
    secrets.flatMap(({ name, valueFrom = '' }, index) => {
      // What is no ARN may be the secret itself, which must not be printed.
      if (!valueFrom.startsWith('arn:')) return [];
      return {
        artefact: task.artefact,
        path: ['containerDefinitions', container, 'secrets', index, 'valueFrom'],
        what: `the secret \`${name}\``,
        actions: [isParameter(valueFrom) ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue'],
        anyOf: [arnOfSecret(valueFrom)],
      };
    }),
  );

const isParameter = (arn: string) => arn.split(':')[2] === 'ssm';

export const logNeeds = (service: WiredService, { manifest, place }: Wiring): Need[] =>
  logUses(service).map(({ artefact, path, group }) => ({
    artefact,
    path,
    what: `the log group \`${group}\``,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    anyOf: [`arn:${place.partition}:logs:${manifest.region}:${place.account}:log-group:${group}:*`],
  }));

export const imageNeeds = (service: WiredService, wiring: Wiring): Need[] =>
  repositoriesOf(service, wiring).flatMap(({ arn, name, path }) => [
    {
      artefact: service.task.artefact,
      path,
      what: `the image \`${name}\``,
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
      anyOf: [arn],
    },
    {
      artefact: service.task.artefact,
      path,
      what: 'the registry',
      actions: ['ecr:GetAuthorizationToken'],
      anyOf: ['*'],
    },
  ]);

export const bucketNeeds = (service: WiredService, wiring: Wiring): Need[] =>
  bucketUses(service, wiring).map(({ variable, name }) => {
    // The key may stand behind the bucket's name, or in a variable of its own.
    const [, key] = variable.value.split(`${name}/`);
    const keys = [key, ...variablesOf(service).map(({ value }) => value), 'any'];
    return {
      artefact: service.task.artefact,
      path: variable.path,
      what: `the bucket that ${variable.name} names`,
      actions: ['s3:GetObject'],
      anyOf: keys.map((one) => `arn:${wiring.place.partition}:s3:::${name}/${one}`),
    };
  });

export const keyNeeds = (service: WiredService, wiring: Wiring): Need[] =>
  bucketUses(service, wiring).flatMap(({ variable, bucket }) => {
    const key = keyOf(bucket, wiring);
    if (!key) return [];
    return [
      {
        artefact: service.task.artefact,
        path: variable.path,
        what: `the key of the bucket that ${variable.name} names`,
        actions: ['kms:Decrypt'],
        anyOf: [`<${key.stack.name}.${key.id}.Arn>`],
      },
    ];
  });

export const modelNeeds = (service: WiredService, wiring: Wiring): Need[] =>
  variablesOf(service).flatMap(({ name, value, path }) =>
    partsOfModel(value, wiring.place).map((arn) => ({
      artefact: service.task.artefact,
      path,
      what: `the model that ${name} names`,
      actions: ['bedrock:InvokeModel'],
      anyOf: [arn],
    })),
  );
