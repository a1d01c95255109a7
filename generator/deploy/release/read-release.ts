import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, Failure } from '../../diagnostics.ts';
import { renderedFolder } from '../../render/artefact.ts';
import { listRendered } from '../../write/list-rendered.ts';
import { entriesOf, makeRelease, type Release, sha256 } from './release.ts';

/**
 * Reads an environment's `rendered/` and holds every file against its manifest.
 *
 * @throws {Failure} `usage` when there is no such environment; `deploy/manifest` for each file whose
 *   hash differs, that is missing or that the manifest does not name, all at once
 */
export function readRelease(root: string, environment: string): Release {
  const folder = renderedFolder(environment);
  const entries = listRendered(root, environment).filter(({ kind }) => kind !== 'folder');
  const links = entries.filter(({ kind }) => kind !== 'file');
  const texts = new Map(
    entries
      .filter(({ kind }) => kind === 'file')
      .map(({ path }) => [path.slice(folder.length + 1), readFileSync(join(root, path), 'utf8')]),
  );
  if (!texts.has('manifest.json')) throw new Failure([notRendered(environment)]);
  const wrong = [
    ...links.map(({ path }) => changed(path, 'is no plain file')),
    ...compareWithManifest(environment, texts),
  ];
  if (wrong.length > 0) throw new Failure(wrong);
  return makeRelease(environment, texts);
}

/** What differs between the files and what the manifest says of them. */
export function compareWithManifest(
  environment: string,
  texts: ReadonlyMap<string, string>,
): Diagnostic[] {
  const folder = renderedFolder(environment);
  const entries = entriesOf(texts.get('manifest.json') ?? '');
  const paths = new Set([...Object.keys(entries), ...texts.keys()]);
  paths.delete('manifest.json');
  return [...paths].sort().flatMap((path) => {
    const text = texts.get(path);
    const file = `${folder}/${path}`;
    if (text === undefined) return [changed(file, 'is missing')];
    if (!(path in entries)) return [changed(file, 'is not named in the manifest')];
    return sha256(text) === entries[path]?.sha256
      ? []
      : [changed(file, 'is not the file whose hash the manifest names')];
  });
}

const changed = (file: string, what: string): Diagnostic => ({
  code: 'deploy/manifest',
  severity: 'error',
  file,
  message: `${file} ${what}, so it is not what was reviewed`,
  hint: 'put back what was committed, or render again and have it reviewed; nothing was applied',
});

const notRendered = (environment: string): Diagnostic => ({
  code: 'usage',
  severity: 'error',
  message: `there is nothing to apply in ${renderedFolder(environment)}`,
  hint: `name an environment that is rendered; \`npx tsx generator render ${environment}\` renders one`,
});
