import { hasEcsTypes } from '../check/check-bundle.ts';
import { type Diagnostic, Failure } from '../diagnostics.ts';
import { type Artefact, type Bundle, fileOf } from '../render/artefact.ts';
import { artefactOfFile, type FileEntry } from './artefact-of-file.ts';
import { contentId, listTree, readContents, type TreeFile } from './list-tree.ts';
import type { Base } from './resolve-base.ts';

/**
 * The rendered files of a commit, by environment. Files that are as they are rendered now are not read
 * again, so that what did not change costs one hash.
 *
 * @param now what is rendered now
 * @throws {Failure} `git/unreadable` where a commit's files are none that this generator wrote
 */
export function readBase(root: string, { commit }: Base, now: readonly Bundle[]): Bundle[] {
  const files = Map.groupBy(listTree(root, commit, 'environments'), environmentOf);
  files.delete('');
  const known = new Map(
    now.flatMap(({ artefacts }) => artefacts.map((artefact) => [fileOf(artefact), artefact])),
  );
  const isSame = ({ path, id, isPlain }: TreeFile) => {
    const artefact = known.get(path);
    return isPlain && artefact !== undefined && contentId(artefact.text, id) === id;
  };
  const differing = new Set([...files.values()].flat().filter((file) => !isSame(file)));
  const texts = readContents(
    root,
    [...differing].map(({ id }) => id),
  );
  return [...files].map(([environment, own]) =>
    readEnvironment(environment, own, (file) =>
      differing.has(file) ? texts.get(file.id) : known.get(file.path),
    ),
  );
}

const RENDERED = /^environments\/([^/]+)\/rendered\/(.+)$/;

const environmentOf = ({ path }: TreeFile): string => RENDERED.exec(path)?.[1] ?? '';

function readEnvironment(
  environment: string,
  files: readonly TreeFile[],
  read: (file: TreeFile) => Artefact | string | undefined,
): Bundle {
  const contents = files.map((file) => ({ file, content: read(file) }));
  const manifest = contents.find(({ file }) => file.path.endsWith('/rendered/manifest.json'));
  const entries = entriesOf(manifest?.content);
  const artefacts = contents.map(({ file, content }) => {
    if (typeof content === 'object') return content;
    const [, , path = ''] = RENDERED.exec(file.path) ?? [];
    const artefact =
      content !== undefined && file.isPlain && entries
        ? artefactOfFile({ environment, path, text: content }, entries[path])
        : undefined;
    if (!artefact) throw new Failure([unreadable(file.path)]);
    return artefact;
  });
  if (!hasEcsTypes(artefacts))
    throw new Failure([unreadable(`environments/${environment}/rendered`)]);
  return { environment, artefacts };
}

/** What the manifest says of each file. */
function entriesOf(
  manifest: Artefact | string | undefined,
): Readonly<Record<string, FileEntry>> | undefined {
  if (typeof manifest === 'object') return (manifest.value as Listing).files;
  try {
    return (JSON.parse(manifest ?? '') as Listing).files;
  } catch {
    return undefined;
  }
}

interface Listing {
  readonly files?: Readonly<Record<string, FileEntry>>;
}

const unreadable = (file: string): Diagnostic => ({
  code: 'git/unreadable',
  severity: 'error',
  message: `${file} of the base is not what this generator writes, so it can’t be compared`,
  hint: 'name a commit with `--base` whose rendered files are whole',
});
