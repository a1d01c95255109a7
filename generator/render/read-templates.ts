import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText, type TextCodes } from '../config/read-text.ts';
import { type Diagnostic, Failure, failOnErrors } from '../diagnostics.ts';
import { TEMPLATE_ENDING, TEMPLATES_FOLDER, type Templates } from './template-engine.ts';

const CODES: TextCodes = {
  missing: 'template/file',
  unreadable: 'template/unreadable',
  size: 'template/unreadable',
  link: 'template/link',
  encoding: 'template/encoding',
  bom: 'template/bom',
  carriageReturn: 'template/crlf',
};

/**
 * Reads every template below `templates/`.
 *
 * @throws {Failure} with all that can't be read as it should
 */
export function readTemplates(root: string): Templates {
  const files = listFiles(root).filter(
    ({ path, isLink }) => isLink || path.endsWith(TEMPLATE_ENDING),
  );
  const read = files.map(({ path }) => ({ path, ...readText(root, path, CODES) }));
  failOnErrors(read.flatMap(({ diagnostics }) => diagnostics));
  return new Map(read.map(({ path, text = '' }) => [path, text]));
}

/** Sorted, since the order in which a file system lists is its own. Links are not followed. */
function listFiles(root: string): { path: string; isLink: boolean }[] {
  return readFolder(root)
    .filter((entry) => !entry.isDirectory() || entry.name.endsWith(TEMPLATE_ENDING))
    .map((entry) => ({
      path: join(entry.parentPath, entry.name).slice(join(root, '/').length).replaceAll('\\', '/'),
      isLink: entry.isSymbolicLink(),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readFolder(root: string): Dirent[] {
  const folder = join(root, TEMPLATES_FOLDER);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return readdirSync(folder, { recursive: true, withFileTypes: true });
  throw new Failure([
    {
      code: found?.isSymbolicLink() ? 'template/link' : 'template/file',
      severity: 'error',
      message: found
        ? `${TEMPLATES_FOLDER}/ is no folder of its own`
        : `there is no folder ${TEMPLATES_FOLDER}/`,
      hint: 'run this in the folder that holds environments/ and templates/',
      file: TEMPLATES_FOLDER,
    } satisfies Diagnostic,
  ]);
}
