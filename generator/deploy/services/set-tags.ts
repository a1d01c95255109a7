import { type Tag, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { givenTags } from './live-service.ts';

/** Brings the tags of a service to what its file says; AWS's own stay. */
export async function setTags(
  aws: Aws,
  resourceArn: string,
  wanted: readonly Tag[],
  live: readonly Tag[] = [],
): Promise<void> {
  const given = givenTags(live);
  const tags = wanted.filter(
    ({ key, value }) => !given.some((tag) => tag.key === key && tag.value === value),
  );
  const tagKeys = given
    .flatMap(({ key }) => key ?? [])
    .filter((key) => !wanted.some((tag) => tag.key === key));
  if (tags.length > 0) await aws.ecs.send(new TagResourceCommand({ resourceArn, tags }));
  if (tagKeys.length > 0) await aws.ecs.send(new UntagResourceCommand({ resourceArn, tagKeys }));
}
