import type { Exchange } from '../patch.ts';
import type { KeptChangeSet, KeptStack } from './kept-stack.ts';
import { setStatus, tellResource, type Verb } from './stack-events.ts';
import { resourcesIn } from './template.ts';

/** Types whose names are given, and that stay when their stack gives them up. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
};

export interface Conflict {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

/**
 * Resources that a change set adds and whose names are taken, because an earlier stack or version had to
 * retain them: CloudFormation fails then, where moto takes what is there.
 */
export async function findConflicts(
  exchange: Exchange,
  { changes, next, stackName }: KeptChangeSet,
): Promise<Conflict[]> {
  const resources = resourcesIn(next.body);
  const added = changes.filter(({ ResourceChange }) => ResourceChange.Action === 'Add');
  const named = added.flatMap(
    ({ ResourceChange: { LogicalResourceId: id, ResourceType: type } }) => {
      const name = resources[id]?.Properties?.[NAMES[type] ?? ''];
      return name === undefined ? [] : [{ id, type, name: plainName(name, stackName) }];
    },
  );
  const taken = named.length === 0 ? new Set() : await takenNames(exchange);
  return named.filter(({ type, name }) => taken.has(`${type} ${name}`));
}

/** Parameters are folded in, so that only the stack's own name may be left. */
const plainName = (name: unknown, stackName: string): string => {
  const text = typeof name === 'string' ? name : (name as Record<string, unknown>)['Fn::Sub'];
  return String(text).replaceAll('${AWS::StackName}', stackName);
};

async function takenNames({ moto }: Exchange): Promise<Set<string>> {
  const { logGroups } = await moto.logs<{ logGroups: { logGroupName: string }[] }>(
    'DescribeLogGroups',
    {},
  );
  const buckets = await moto.bucketNames();
  return new Set([
    ...logGroups.map(({ logGroupName }) => `AWS::Logs::LogGroup ${logGroupName}`),
    ...buckets.map((name) => `AWS::S3::Bucket ${name}`),
  ]);
}

/** Tells what CloudFormation does when resources can't be made: all is as it was. */
export function rollBack(
  stack: KeptStack,
  verb: Verb,
  conflicts: readonly Conflict[],
  token: string | undefined,
): void {
  for (const { id, type, name } of conflicts) {
    const reason = `Resource of type '${type}' with identifier '${name}' already exists.`;
    tellResource(stack, { id, type, physicalId: '', status: 'CREATE_IN_PROGRESS', token });
    tellResource(stack, { id, type, physicalId: '', status: 'CREATE_FAILED', reason, token });
  }
  const begins = verb === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  const failed = conflicts.map(({ id }) => id).join(', ');
  const reason = `The following resource(s) failed to create: [${failed}].`;
  setStatus(stack, `${begins}_IN_PROGRESS`, token, reason);
  setStatus(stack, `${begins}_COMPLETE`, token);
}
