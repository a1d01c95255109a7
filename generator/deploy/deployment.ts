import type { Aws } from './aws/aws.ts';
import type { Progress } from './progress.ts';
import type { Release } from './release/release.ts';

/** What every part of a deployment is given: the files, the account to bring in line, and who watches. */
export interface Deployment {
  readonly release: Release;
  readonly aws: Aws;
  readonly progress: Progress;
}

/** The tags that say what a thing belongs to. Templates give them to services; stacks get them here. */
export const tagsOf = ({ manifest, environment }: Release) => ({
  project: manifest.project,
  environment,
});
