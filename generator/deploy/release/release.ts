import { createHash } from 'node:crypto';
import { hasEcsTypes } from '../../check/check-bundle.ts';
import { Failure } from '../../diagnostics.ts';
import { artefactOfFile, type FileEntry } from '../../git/artefact-of-file.ts';
import { type Artefact, renderedFolder } from '../../render/artefact.ts';
import { type Manifest, readManifest } from '../../wiring/read-manifest.ts';
import { readWiring, type Wiring } from '../../wiring/wiring.ts';

/** One environment's rendered files, as they were reviewed: all that a deployment knows. */
export interface Release {
  readonly environment: string;
  readonly manifest: Manifest;
  /** SHA-256 of `manifest.json`, which names the hash of every other file; in hexadecimal. */
  readonly manifestHash: string;
  /** Path below `rendered/` and text of each file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly wiring: Wiring;
}

export const sha256 = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');

/**
 * Reads texts as a release. Whether they are what the manifest says is another function's to check.
 *
 * @throws {Failure} `deploy/manifest` when they are no files that this generator writes
 */
export function makeRelease(environment: string, texts: ReadonlyMap<string, string>): Release {
  const manifestText = texts.get('manifest.json') ?? '';
  const entries = entriesOf(manifestText);
  const artefacts = [...texts].flatMap(([path, text]): Artefact[] => {
    const artefact = artefactOfFile({ environment, path, text }, entries[path]);
    return artefact ? [artefact] : [];
  });
  if (artefacts.length !== texts.size || !hasEcsTypes(artefacts)) throw unreadable(environment);
  return {
    environment,
    manifest: readManifest(artefacts),
    manifestHash: sha256(manifestText),
    texts,
    wiring: readWiring({ environment, artefacts }),
  };
}

/** What a manifest says of each file. */
export function entriesOf(
  manifest: string,
): Readonly<Record<string, FileEntry & { readonly sha256?: string }>> {
  try {
    return JSON.parse(manifest).files ?? {};
  } catch {
    return {};
  }
}

const unreadable = (environment: string): Failure =>
  new Failure([
    {
      code: 'deploy/manifest',
      severity: 'error',
      file: `${renderedFolder(environment)}/manifest.json`,
      message: `${renderedFolder(environment)} is not what this generator writes`,
      hint: `run \`npx tsx generator render ${environment}\` and have the result reviewed`,
    },
  ]);
