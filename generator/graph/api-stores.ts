import { PROFILE } from '../model/environment-values.ts';
import type { Arn } from './arn.ts';
import type { NodeKind, TopologyNode } from './topology.ts';

/** How what an API of AWS holds is drawn. */
interface ApiStore {
  /** The service as ARNs name it. */
  readonly service: string;
  readonly kind: NodeKind;
  readonly title: string;
  /** What tells one from another. */
  readonly nameOf: (resource: string) => string;
  /** The same for all names of one thing; the name itself when not said. */
  readonly keyOf?: (name: string) => string;
}

const lastPart = (resource: string) => resource.split('/').at(-1) ?? resource;

const API_STORES: readonly ApiStore[] = [
  {
    service: 's3',
    kind: 'bucket',
    title: 'S3 bucket',
    nameOf: (resource) => resource.split('/')[0] ?? resource,
  },
  {
    service: 'bedrock',
    kind: 'model',
    title: 'Amazon Bedrock',
    nameOf: lastPart,
    // A profile and the model that it routes to are one thing to who calls it.
    keyOf: (name) => name.replace(PROFILE, ''),
  },
  {
    service: 'secretsmanager',
    kind: 'secret',
    title: 'Secrets Manager',
    // Secrets Manager puts a hyphen and six characters behind each name.
    nameOf: (resource) => resource.replace(/^secret:/, '').replace(/-[A-Za-z0-9]{6}$/, ''),
  },
  {
    service: 'ssm',
    kind: 'secret',
    title: 'Parameter Store',
    nameOf: (resource) => resource.replace(/^parameter\/?/, ''),
  },
];

/** Every service calls these; drawn for each, they would hide what matters. */
const LEFT_OUT: readonly string[] = ['kms', 'logs', 'ecr', 'cloudwatch', 'xray'];

/** The node of what an ARN names; nothing for what every service calls. */
export function apiNode({ service, resource }: Arn): TopologyNode | undefined {
  if (LEFT_OUT.includes(service)) return undefined;
  const store = API_STORES.find((one) => one.service === service);
  const name = store?.nameOf(resource) ?? resource;
  const kind = store?.kind ?? 'api';
  return {
    id: `${store ? kind : service}/${store?.keyOf?.(name) ?? name}`,
    kind,
    name: store?.title ?? service,
    details: [name],
  };
}

/** What actions do, by how their names begin (IAM service authorization reference, "Access level"). */
const VERBS: readonly (readonly [RegExp, string])[] = [
  [/^(Get|List|Head|Describe|BatchGet|Query|Scan|Select)/, 'read'],
  [/^(Put|Create|Update|BatchWrite|Copy|Upload)/, 'write'],
  [/^Delete/, 'delete'],
  [/^(Invoke|Converse)/, 'invoke'],
  [/^(Send|Publish)/, 'send'],
  [/^\*/, 'everything'],
];

/** The verb of an action such as `s3:GetObject`. */
export function verbOf(action: string): string {
  const name = action.split(':')[1] ?? action;
  return VERBS.find(([pattern]) => pattern.test(name))?.[1] ?? 'use';
}
