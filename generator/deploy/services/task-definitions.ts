import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  paginateListTaskDefinitionFamilies,
  paginateListTaskDefinitions,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs';
import type { Detail } from '../../diff/entry.ts';
import { valueChanges } from '../../diff/value-changes.ts';
import type { Aws } from '../aws/aws.ts';
import { type Deployment, tagsOf } from '../deployment.ts';
import type { Release } from '../release/release.ts';
import { withFreshRoles } from './fresh-roles.ts';
import { givenTags, type LiveService, type LiveTaskDefinition } from './live-service.ts';
import { plainInput } from './plain-input.ts';
import { plainTask } from './task-defaults.ts';

/** What differs between a revision and a rendered task definition, tags included; secrets are not hidden. */
export function taskChanges(
  wanted: RegisterTaskDefinitionRequest,
  live: LiveTaskDefinition | undefined,
): Detail[] {
  const tags = plainInput({ tags: wanted.tags });
  return [
    ...valueChanges(live && plainTask(live.definition), plainTask(wanted)),
    ...valueChanges(live && plainInput({ tags: givenTags(live.tags) }), live && tags),
  ];
}

/**
 * ARN of the revision that says what the file says: the one that was asked for, the one that runs, or
 * the latest. Nothing when one has to be registered.
 */
export function chooseRevision(
  wanted: RegisterTaskDefinitionRequest,
  { asked, running, latest }: LiveService,
): string | undefined {
  return [asked, running, latest].find(
    (one) => one?.definition.status === 'ACTIVE' && taskChanges(wanted, one).length === 0,
  )?.arn;
}

/**
 * A revision by its ARN, or the latest of a family.
 *
 * @returns nothing when there is none
 */
export async function describeTaskDefinition(
  aws: Aws,
  taskDefinition: string,
): Promise<LiveTaskDefinition | undefined> {
  try {
    const told = await aws.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }),
    );
    const definition = told.taskDefinition;
    const arn = definition?.taskDefinitionArn;
    return arn ? { arn, definition, tags: told.tags ?? [] } : undefined;
  } catch (error) {
    // ECS has no error of its own for this: "Unable to describe task definition."
    if (error instanceof Error && /unable to describe task definition/i.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

/** Registers a revision. @returns its ARN */
export async function registerTaskDefinition(
  { aws }: Deployment,
  task: RegisterTaskDefinitionRequest,
): Promise<string> {
  const told = await withFreshRoles(aws.clock, () =>
    aws.ecs.send(new RegisterTaskDefinitionCommand(task)),
  );
  const arn = told.taskDefinition?.taskDefinitionArn;
  if (!arn) throw new Error(`ECS registered ${task.family} and told no ARN`);
  return arn;
}

/**
 * Retires all active revisions of an environment, those of services that left long ago too; tasks that
 * run from them run on. Tags decide: families of the environment `dev-east` begin as those of `dev` do.
 *
 * @returns their ARNs
 */
export async function deregisterTaskDefinitions({
  release,
  aws,
  progress,
}: Deployment): Promise<string[]> {
  const tags = Object.entries(tagsOf(release));
  const retired: string[] = [];
  for (const family of await activeFamilies(aws, release)) {
    const id = `task definition ${family}`;
    let count = 0;
    for (const taskDefinition of await activeRevisions(aws, family)) {
      const live = await describeTaskDefinition(aws, taskDefinition);
      if (!live || !tags.every(([key, value]) => hasTag(live, key, value))) continue;
      progress({ id, state: 'working', text: `deregisters ${taskDefinition.split('/').at(-1)}` });
      await aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
      retired.push(taskDefinition);
      count += 1;
    }
    if (count > 0) progress({ id, state: 'done', text: `deregistered ${count}` });
  }
  return retired;
}

const hasTag = ({ tags }: LiveTaskDefinition, key: string, value: string): boolean =>
  tags.some((tag) => tag.key === key && tag.value === value);

async function activeFamilies(aws: Aws, { manifest, environment }: Release): Promise<string[]> {
  const familyPrefix = `${manifest.project}-${environment}-`;
  const found: string[] = [];
  const pages = paginateListTaskDefinitionFamilies(
    { client: aws.ecs },
    { familyPrefix, status: 'ACTIVE' },
  );
  for await (const { families = [] } of pages) found.push(...families);
  return found;
}

async function activeRevisions(aws: Aws, familyPrefix: string): Promise<string[]> {
  const arns: string[] = [];
  const pages = paginateListTaskDefinitions(
    { client: aws.ecs },
    { familyPrefix, status: 'ACTIVE' },
  );
  for await (const { taskDefinitionArns = [] } of pages) arns.push(...taskDefinitionArns);
  return arns;
}
