import { Failure } from '../diagnostics.ts';
import { renderedFolder } from '../render/artefact.ts';
import { type Aws, type AwsOptions, makeAws } from './aws/aws.ts';
import type { Deployment } from './deployment.ts';
import { finding } from './fail.ts';
import type { Progress } from './progress.ts';
import { readRelease } from './release/read-release.ts';
import type { Release } from './release/release.ts';
import type { Actor } from './state/actor.ts';
import { openStateBucket, type StateBucket } from './state/state-bucket.ts';

/** One run of a command against an environment in AWS. */
export interface Session {
  /** The repository, whose seed files may be uploaded. */
  readonly root: string;
  readonly deployment: Deployment;
  readonly bucket: StateBucket;
  readonly actor: Actor;
}

export interface Surroundings {
  readonly root: string;
  readonly actor: Actor;
  readonly progress: Progress;
  /** How AWS is called. */
  readonly aws?: AwsOptions;
}

/**
 * Opens an environment's rendered files and the clients of its Region. Nothing is called yet.
 *
 * @throws {Failure} `deploy/manifest`, or `deploy/target` when it does not run in AWS
 */
export function openSession(environment: string, surroundings: Surroundings): Session {
  const release = readRelease(surroundings.root, environment);
  const { target, region } = release.manifest;
  if (target === 'local') throw new Failure([notInAws(environment)]);
  return sessionOf(release, makeAws(region, surroundings.aws), surroundings);
}

/** The same run for other files of the environment, as a rollback has them. */
export function sessionOf(
  release: Release,
  aws: Aws,
  { root, actor, progress }: Omit<Surroundings, 'aws'>,
): Session {
  const { stateBucket, account = '' } = release.manifest;
  if (stateBucket === undefined) throw new Failure([withoutState(release.environment)]);
  const deployment = { release, aws, progress };
  return { root, actor, deployment, bucket: openStateBucket(aws, stateBucket, account) };
}

const notInAws = (environment: string) =>
  finding(
    'deploy/target',
    `${environment} runs on a laptop; nothing of it is deployed`,
    'start it with `npm start`, or name an environment whose target is `aws` or `account`',
  );

const withoutState = (environment: string) =>
  finding(
    'deploy/manifest',
    `${renderedFolder(environment)}/manifest.json names no state bucket, so an older generator wrote it`,
    `run \`npx tsx generator render ${environment}\` and have the result reviewed`,
  );
