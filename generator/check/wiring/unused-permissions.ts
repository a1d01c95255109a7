import { textsOf } from '../../render/plain-values.ts';
import type { Statement } from '../../wiring/roles.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { foundationModelOf } from './models.ts';
import {
  arnOfSecret,
  bucketUses,
  keyOf,
  logUses,
  names,
  repositoriesOf,
  variablesOf,
} from './uses.ts';
import type { WiringRule } from './wiring-rule.ts';

/** Whether a service uses what one resource of a statement stands for. */
type IsUsed = (resource: string, service: WiredService, wiring: Wiring) => boolean;

/**
 * What can be judged, by the service that an action belongs to. What is open to patterns, and what
 * stands elsewhere, is taken as used.
 */
const JUDGES: Readonly<Record<string, IsUsed>> = {
  s3: (resource, service) => {
    const [bucket = ''] = (resource.split(':::')[1] ?? '').split('/');
    return bucket === '' || anyVariable(service, (value) => names(value, bucket));
  },
  kms: (resource, service, wiring) => {
    const key = wiring.behind(resource);
    const buckets = bucketUses(service, wiring).map(({ bucket }) => keyOf(bucket, wiring));
    return key?.type !== 'AWS::KMS::Key' || buckets.includes(key);
  },
  bedrock: (resource, service) => {
    const [, id] = /:(?:inference-profile|foundation-model)\/(.+)$/.exec(resource) ?? [];
    return (
      id === undefined ||
      anyVariable(service, (value) => value === id || foundationModelOf(value) === id)
    );
  },
  secretsmanager: (resource, { containers, ...service }) =>
    containers.some(({ secrets = [] }) =>
      secrets.some(({ valueFrom = '' }) => arnOfSecret(valueFrom) === resource),
    ) || anyVariable({ containers, ...service }, (value) => names(value, resource)),
  ecr: (resource, service, wiring) =>
    repositoriesOf(service, wiring).some(({ arn }) => arn === resource),
  logs: (resource, service) =>
    logUses(service).some(({ group }) =>
      resource.replace(/:\*$/, '').endsWith(`:log-group:${group}`),
    ),
};

const anyVariable = (service: WiredService, test: (value: string) => boolean) =>
  variablesOf(service).some(({ value }) => test(value));

/** What roles allow is used. */
export const unusedPermissionRules: readonly WiringRule[] = [
  {
    code: 'wiring/grant-used',
    says: 'what the roles of a service allow is used by it: buckets, keys, models, secrets, log groups, its image',
    check: (wiring) =>
      wiring.roleUses
        .filter(({ part }) => part !== 'infrastructureRoleArn')
        .flatMap(({ service, role }) =>
          role.statements
            .filter(({ effect }) => effect === 'Allow')
            .flatMap((statement) =>
              unusedResources(statement, service, wiring).map((resource) => ({
                artefact: statement.resource.stack.template,
                path: statement.path,
                message: `${role.resource.id} allows ${textsOf(statement.fields.Action)[0]} on ${resource}, which ${service.name} does not use`,
                hint: 'name it in `environment` or `secrets`, or take the permission away',
              })),
            ),
        ),
  },
];

function unusedResources({ fields }: Statement, service: WiredService, wiring: Wiring): string[] {
  const judges = [
    ...new Set(textsOf(fields.Action).map((action) => JUDGES[action.split(':')[0] ?? ''])),
  ];
  return textsOf(fields.Resource)
    .filter((resource) => !/[*?]/.test(resource.replace(/\/\*$|:\*$/, '')))
    .filter((resource) => judges.every((judge) => judge && !judge(resource, service, wiring)));
}
