import { hintFrom } from '../../nearest.ts';
import { fieldsOf, textsOf } from '../../render/plain-values.ts';
import { namesReadBy } from '../../wiring/fold-intrinsics.ts';
import { isLike, readDocument } from '../../wiring/roles.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import { logUses } from './uses.ts';
import { atProperty, type WiringRule } from './wiring-rule.ts';

/** Log groups: that there is one wherever somebody writes, and nowhere else. */
export const logGroupRules: readonly WiringRule[] = [
  {
    code: 'wiring/log-group-known',
    says: 'a log group that is written to is made by a stack',
    check: ({ services, stacks, resourcesOf }) => {
      const known = resourcesOf('AWS::Logs::LogGroup').map(nameOfGroup);
      if (stacks.length === 0) return [];
      return services.flatMap(logUses).flatMap(({ artefact, path, group }) =>
        known.includes(group)
          ? []
          : [
              {
                artefact,
                path,
                message: `no stack makes the log group \`${group}\``,
                hint: hintFrom(group, known),
              },
            ],
      );
    },
  },
  {
    code: 'wiring/log-group-used',
    says: 'a log group that a stack makes is written to',
    check: ({ services, resourcesOf }) => {
      const used = services.flatMap(logUses).map(({ group }) => group);
      return resourcesOf('AWS::Logs::LogGroup')
        .filter((group) => !used.includes(nameOfGroup(group)))
        .filter((group) => !group.stack.resources.some((resource) => writesTo(resource, group)))
        .map((group) => ({
          ...atProperty(group, 'LogGroupName'),
          message: `nothing writes to the log group \`${nameOfGroup(group)}\``,
          hint: 'leave it out',
        }));
    },
  },
  {
    code: 'wiring/log-key',
    says: 'the key of a log group lets CloudWatch Logs use it for that group',
    check: (wiring) =>
      wiring.resourcesOf('AWS::Logs::LogGroup').flatMap((group) => {
        const key = wiring.behind(group.properties.KmsKeyId);
        if (key?.type !== 'AWS::KMS::Key' || letsLogs(key, group, wiring)) return [];
        return [
          {
            ...atProperty(group, 'KmsKeyId'),
            message: `${key.id} does not let CloudWatch Logs encrypt \`${nameOfGroup(group)}\``,
            hint: 'the condition on kms:EncryptionContext:aws:logs:arn in the policy of the key',
          },
        ];
      }),
  },
];

const nameOfGroup = ({ properties }: Resource) => String(properties.LogGroupName);

/** Whether a resource names a log group, as the flow log of a VPC does. That a role may write to one is no use of it. */
function writesTo({ type, id, stack }: Resource, group: Resource): boolean {
  if (type.startsWith('AWS::IAM::') || type.startsWith('AWS::KMS::')) return false;
  const raw = fieldsOf(fieldsOf(stack.template.value).Resources)[id];
  return namesReadBy(raw).has(group.id);
}

const LOGS_CONTEXT = 'kms:EncryptionContext:aws:logs:arn';

/** CloudWatch Logs names itself by its Region, and the group by its ARN (CloudWatch Logs user guide, "Encrypt log data"). */
function letsLogs(key: Resource, group: Resource, { place }: Wiring): boolean {
  const arn = `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${nameOfGroup(group)}`;
  return readDocument(key, ['KeyPolicy'], key.properties.KeyPolicy).some(({ effect, fields }) => {
    const who = textsOf(fieldsOf(fields.Principal).Service);
    const allowed = Object.values(fieldsOf(fields.Condition))
      .map(fieldsOf)
      .flatMap((condition) => textsOf(condition[LOGS_CONTEXT]));
    return (
      effect === 'Allow' &&
      who.some((principal) => principal.startsWith(`logs.${place.region}.`)) &&
      (fields.Condition === undefined || allowed.some((pattern) => isLike(arn, pattern)))
    );
  });
}
