import type { Fields } from '../render/plain-values.ts';

/** Where a stack stands; the values of CloudFormation's pseudo parameters. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

type Attribute = (properties: Fields, place: Place) => string | undefined;

const named =
  (property: string): Attribute =>
  (properties) => {
    const name = properties[property];
    return typeof name === 'string' ? name : undefined;
  };

const arn =
  (property: string, write: (name: string, place: Place) => string): Attribute =>
  (properties, place) => {
    const name = named(property)(properties, place);
    return name === undefined ? undefined : `arn:${place.partition}:${write(name, place)}`;
  };

/**
 * What `Ref` and `Fn::GetAtt` answer where the template itself decides it: the names and ARNs of
 * resources that are given a name (CloudFormation's resource reference, "Return values").
 */
export const KNOWN_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  'AWS::S3::Bucket': {
    Ref: named('BucketName'),
    Arn: arn('BucketName', (name) => `s3:::${name}`),
  },
  'AWS::ECS::Cluster': {
    Ref: named('ClusterName'),
    Arn: arn(
      'ClusterName',
      (name, { region, account }) => `ecs:${region}:${account}:cluster/${name}`,
    ),
  },
  'AWS::Logs::LogGroup': {
    Ref: named('LogGroupName'),
    Arn: arn(
      'LogGroupName',
      (name, { region, account }) => `logs:${region}:${account}:log-group:${name}:*`,
    ),
  },
  'AWS::ECR::Repository': {
    Ref: named('RepositoryName'),
    Arn: arn(
      'RepositoryName',
      (name, { region, account }) => `ecr:${region}:${account}:repository/${name}`,
    ),
  },
};
