import type { Wiring } from '../../wiring/wiring.ts';

/** What a stack's deletion leaves, as templates say it (`DeletionPolicy: Retain`). */
export interface Retained {
  readonly buckets: readonly string[];
  readonly logGroups: readonly string[];
}

const namesOf = ({ resourcesOf }: Wiring, type: string, property: string): string[] =>
  resourcesOf(type).flatMap(({ properties }) => {
    const name = properties[property];
    return typeof name === 'string' ? [name] : [];
  });

/** Names of what stays behind. They stand in the files, so they are known also when the stacks are gone. */
export const retainedOf = (wiring: Wiring): Retained => ({
  buckets: namesOf(wiring, 'AWS::S3::Bucket', 'BucketName'),
  logGroups: namesOf(wiring, 'AWS::Logs::LogGroup', 'LogGroupName'),
});
