import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import { clientError, findTaskDefinition, invalid } from './find.ts';

/** The list of tags of a service or a task definition, to be changed in place. */
function needTags(world: World, arn = ''): Tag[] {
  const service = world.state.ecs.services.findLast(
    (one) => one.arn === arn && one.status !== 'INACTIVE',
  );
  const tags =
    service?.tags ??
    (arn.includes(':task-definition/') ? findTaskDefinition(world, arn)?.tags : undefined);
  if (!tags)
    throw invalid(
      'The specified resource is not found. Specify a valid resource ARN and try again.',
    );
  return tags;
}

export function tagResource({ resourceArn, tags = [] }: TagResourceRequest, world: World): object {
  const list = needTags(world, resourceArn);
  if (tags.some(({ key }) => key?.startsWith('aws:')))
    throw clientError('Tag keys cannot start with aws:.');
  for (const tag of tags) {
    const index = list.findIndex(({ key }) => key === tag.key);
    if (index >= 0) list[index] = tag;
    else list.push(tag);
  }
  return {};
}

export function untagResource(
  { resourceArn, tagKeys = [] }: UntagResourceRequest,
  world: World,
): object {
  const list = needTags(world, resourceArn);
  list.splice(0, list.length, ...list.filter(({ key = '' }) => !tagKeys.includes(key)));
  return {};
}

export const listTagsForResource = (
  { resourceArn }: ListTagsForResourceRequest,
  world: World,
): ListTagsForResourceResponse => ({ tags: needTags(world, resourceArn) });
