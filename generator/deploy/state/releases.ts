import { failed } from '../fail.ts';
import { compareWithManifest } from '../release/read-release.ts';
import { makeRelease, type Release, sha256 } from '../release/release.ts';
import type { StateBucket } from './state-bucket.ts';

const keyOf = (environment: string, hash: string): string =>
  `environments/${environment}/releases/${hash}.json`;

/** Keeps a release's files under the hash of its manifest, so that a rollback finds them again. */
export async function saveRelease(bucket: StateBucket, release: Release): Promise<void> {
  const { environment, manifestHash, texts } = release;
  const key = keyOf(environment, manifestHash);
  // What has that name already has that content.
  if ((await bucket.list(key)).includes(key)) return;
  const files = Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify({ schema: 'release/v1', environment, files });
  await bucket.create(key, text);
}

/** @throws {Failure} `deploy/record` when it is not there or is not what its name says */
export async function loadRelease(
  bucket: StateBucket,
  environment: string,
  hash: string,
): Promise<Release> {
  const stored = await bucket.read(keyOf(environment, hash));
  const texts = stored && filesOf(stored.text);
  const isWhole =
    texts &&
    sha256(texts.get('manifest.json') ?? '') === hash &&
    compareWithManifest(environment, texts).length === 0;
  if (isWhole) return makeRelease(environment, texts);
  throw failed(
    'deploy/record',
    `the files of the release ${hash.slice(0, 12)} of ${environment} are ${stored ? 'not whole' : 'no longer kept'}`,
    'roll back with Git: revert the commit and apply',
  );
}

function filesOf(text: string): Map<string, string> | undefined {
  try {
    return new Map(Object.entries(JSON.parse(text).files as Record<string, string>));
  } catch {
    return undefined;
  }
}
