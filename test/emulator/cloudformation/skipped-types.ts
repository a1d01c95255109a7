import { createHash } from 'node:crypto';
import type { Place } from '../patch.ts';

/** A resource that moto does not make, as far as a template can refer to it. */
export interface Stranger {
  readonly logicalId: string;
  readonly stackName: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** What `Ref` and `Fn::GetAtt` answer for it. */
export interface StandIn {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Types that moto's CloudFormation skips without a word, so that the proxy plays them. */
export const SKIPPED_TYPES: Readonly<Record<string, (stranger: Stranger) => StandIn>> = {
  'AWS::ServiceDiscovery::HttpNamespace': (stranger) => {
    const id = `ns-${hashOf(stranger).slice(0, 16)}`;
    const { region, account } = stranger.place;
    const arn = `arn:aws:servicediscovery:${region}:${account}:namespace/${id}`;
    return { ref: id, attributes: { Id: id, Arn: arn } };
  },
  'AWS::IAM::OIDCProvider': ({ properties, place }) => {
    const host = String(properties.Url).replace(/^https:\/\//, '');
    const arn = `arn:aws:iam::${place.account}:oidc-provider/${host}`;
    return { ref: arn, attributes: { Arn: arn } };
  },
  'AWS::EC2::SecurityGroupEgress': (stranger) => nameless(stranger),
  'AWS::S3::BucketPolicy': (stranger) => nameless(stranger),
};

/** Nothing refers to these. */
const nameless = (stranger: Stranger): StandIn => ({
  ref: `${stranger.stackName}-${stranger.logicalId}-${hashOf(stranger).slice(0, 12)}`,
  attributes: {},
});

/** Always the same for one resource of one stack. */
const hashOf = ({ stackName, logicalId }: Stranger): string =>
  createHash('sha256').update(`${stackName} ${logicalId}`).digest('hex');
