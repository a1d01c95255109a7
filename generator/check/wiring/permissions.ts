import { allows } from '../../wiring/roles.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import {
  bucketNeeds,
  imageNeeds,
  keyNeeds,
  logNeeds,
  modelNeeds,
  type Need,
  secretNeeds,
} from './needs.ts';
import type { WiringFinding, WiringRule } from './wiring-rule.ts';

const GRANTS = 'give it under `permissions` of the service';

/** What a service uses is allowed by its roles. */
export const permissionRules: readonly WiringRule[] = [
  {
    code: 'wiring/secret-allowed',
    says: 'the execution role of a service may read its secrets',
    check: eachNeed('executionRoleArn', secretNeeds),
  },
  {
    code: 'wiring/log-allowed',
    says: 'the execution role of a service may write to its log groups',
    check: eachNeed('executionRoleArn', logNeeds),
  },
  {
    code: 'wiring/image-allowed',
    says: 'the execution role of a service may pull its image',
    check: eachNeed('executionRoleArn', imageNeeds),
  },
  {
    code: 'wiring/bucket-allowed',
    says: 'the task role of a service may read the buckets that its environment names',
    check: eachNeed('taskRoleArn', bucketNeeds, GRANTS),
  },
  {
    code: 'wiring/key-allowed',
    says: 'the task role of a service may decrypt what the buckets hold that its environment names',
    check: eachNeed('taskRoleArn', keyNeeds, GRANTS),
  },
  {
    code: 'wiring/model-allowed',
    says: 'the task role of a service may invoke the models that its environment names, with all that an inference profile routes to',
    check: eachNeed('taskRoleArn', modelNeeds, GRANTS),
  },
];

function eachNeed(
  part: 'executionRoleArn' | 'taskRoleArn',
  needsOf: (service: WiredService, wiring: Wiring) => readonly Need[],
  hint?: string,
): WiringRule['check'] {
  return (wiring) =>
    wiring.roleUses
      .filter((used) => used.part === part)
      .flatMap(({ service, role }) =>
        needsOf(service, wiring).flatMap(({ actions, anyOf, what, artefact, path }) => {
          const missing = actions.filter(
            (action) => !anyOf.some((resource) => allows(role, action, resource)),
          );
          if (missing.length === 0) return [];
          const message = `${service.name} uses ${what}, but ${role.resource.id} does not allow ${missing.join(', ')} on ${anyOf[0]}`;
          const finding: WiringFinding = { artefact, path, message, ...(hint && { hint }) };
          return [finding];
        }),
      );
}
