import { existsSync, globSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { MANIFEST_FILE } from '../bundle/manifest.ts';
import { type Diagnostic, failOnErrors } from '../diagnostics.ts';
import { type Bundle, renderedFolder } from '../render/artefact.ts';
import { isInterrupted } from './journal.ts';
import { listRendered } from './list-rendered.ts';

/**
 * The real folder behind `--out`, which may not be there yet.
 *
 * @param out an absolute path
 * @throws {Failure} `usage` when committed files stand there
 */
export function openOutFolder(root: string, out: string): string {
  const base = realPathOf(out);
  failOnErrors(refuse(realPathOf(root), base));
  return base;
}

/** A path without links; what is not there yet is taken as it is written. */
function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync.native(path);
  const above = dirname(path);
  return above === path ? path : join(realPathOf(above), basename(path));
}

/** Folders whose files people write, and which a rendering must not mix with. */
const OURS = ['environments', 'templates'];

function refuse(root: string, base: string): Diagnostic[] {
  const inside = relative(root, base);
  const [first = ''] = inside.split(sep);
  if (inside === '') return [usage('`--out` names this repository')];
  if (OURS.includes(first)) return [usage(`\`--out\` names a folder in ${first}/`)];
  const existing = nearestExisting(base);
  if (!statSync(existing).isDirectory()) return [usage(`\`--out\`: ${existing} is not a folder`)];
  const configs = globSync('environments/{defaults.yaml,*/config.yaml}', { cwd: base });
  if (configs.length > 0) return [usage('`--out` names a repository with configs of its own')];
  return [];
}

const nearestExisting = (path: string): string =>
  existsSync(path) ? path : nearestExisting(dirname(path));

const usage = (message: string): Diagnostic => ({
  code: 'usage',
  severity: 'error',
  message,
  hint: 'name a folder of its own, such as one below /tmp; committed files are never touched',
});

/** Files where environments would be written, and of which nothing says that the generator wrote them. */
export function findForeignFiles(base: string, bundles: readonly Bundle[]): Diagnostic[] {
  // A run that did not end may have moved the manifest away; its journal says that it was ours.
  if (isInterrupted(base)) return [];
  return bundles
    .filter(({ environment }) => !hasManifest(base, environment))
    .flatMap(({ environment }) => {
      const files = listRendered(base, environment).filter(({ kind }) => kind === 'file');
      return files.slice(0, 1).map(({ path }) => foreign(path, renderedFolder(environment)));
    });
}

function hasManifest(base: string, environment: string): boolean {
  try {
    const text = readFileSync(join(base, renderedFolder(environment), MANIFEST_FILE), 'utf8');
    const { schema, environment: name } = JSON.parse(text);
    return String(schema).startsWith('manifest/') && name === environment;
  } catch {
    return false;
  }
}

const foreign = (file: string, folder: string): Diagnostic => ({
  code: 'write/foreign',
  severity: 'error',
  message: `${folder} holds files and no ${MANIFEST_FILE} of the generator's`,
  hint: `empty ${folder}, or name another folder with \`--out\``,
  file,
});
