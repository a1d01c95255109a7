import { isAbsolute, join, relative } from 'node:path';
import { Failure, failOnErrors } from '../diagnostics.ts';
import type { Bundle } from '../render/artefact.ts';
import type { Change } from './compare-rendered.ts';
import { explainIo } from './explain-io.ts';
import { findForeignFiles, openOutFolder } from './out-folder.ts';
import { writeRendered } from './write-rendered.ts';

/**
 * Writes environments below another folder, laid out as in the repository, and nothing else there.
 *
 * @param out an absolute path
 * @returns what changed, with paths that lead there
 * @throws {Failure} as {@link writeRendered} does, and when files of somebody else stand there
 */
export function writeOut(root: string, out: string, bundles: readonly Bundle[]): readonly Change[] {
  const base = explainIo(out, () => openOutFolder(root, out));
  const show = (path: string) => shownPath(root, join(base, path));
  try {
    explainIo(base, () => failOnErrors(findForeignFiles(base, bundles)));
    const changes = writeRendered(base, bundles);
    return changes.map((change) => ({ ...change, path: show(change.path) }));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const shown = error.diagnostics.map(({ file, ...found }) => ({
      ...found,
      ...(file && { file: show(file) }),
    }));
    throw new Failure(shown, error.exitCode);
  }
}

/** As the repository's own files are shown, unless it lies outside. */
function shownPath(root: string, path: string): string {
  const inside = relative(root, path).replaceAll('\\', '/');
  return inside.startsWith('../') || isAbsolute(inside) ? path : inside;
}
