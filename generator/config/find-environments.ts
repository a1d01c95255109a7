import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics.ts';

export const ENVIRONMENTS_FOLDER = 'environments';
export const DEFAULTS_FILE = `${ENVIRONMENTS_FOLDER}/defaults.yaml`;
const CONFIG = 'config.yaml';
export const configFile = (environment: string) =>
  `${ENVIRONMENTS_FOLDER}/${environment}/${CONFIG}`;

/** The folder's name becomes part of almost every name in AWS; rules look at what it is joined with. */
const NAME = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const LONGEST_NAME = 24;

export interface FoundEnvironments {
  /** Those that can be loaded, sorted. */
  readonly names: readonly string[];
  /** Why a folder can't be an environment, by its name. */
  readonly refused: ReadonlyMap<string, Diagnostic>;
}

/** Looks at every folder below `environments/`. One that looks like an environment and can't be one is refused, never passed over. */
export function findEnvironments(root: string): FoundEnvironments {
  const folder = join(root, ENVIRONMENTS_FOLDER);
  const kind = lstatSync(folder, { throwIfNoEntry: false });
  if (kind?.isSymbolicLink()) {
    return { names: [], refused: new Map([['', linked(ENVIRONMENTS_FOLDER)]]) };
  }
  if (!kind?.isDirectory()) return { names: [], refused: new Map() };
  const names: string[] = [];
  const refused = new Map<string, Diagnostic>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const answer = lookAt(entry, join(folder, entry.name));
    if (typeof answer === 'object') refused.set(entry.name, answer);
    else if (answer) names.push(entry.name);
  }
  return { names: names.sort(), refused };
}

/** Whether an entry is an environment, or why it can't be one. */
function lookAt(entry: Dirent, path: string): boolean | Diagnostic {
  const file = `${ENVIRONMENTS_FOLDER}/${entry.name}`;
  try {
    if (entry.isSymbolicLink()) {
      return statSync(path, { throwIfNoEntry: false })?.isFile() ? false : linked(file);
    }
    if (!entry.isDirectory()) return false;
    const inside = readdirSync(path);
    if (!inside.includes(CONFIG)) return withoutConfig(entry.name, inside) ?? false;
    return canBeName(entry.name) ? true : misnamed(entry.name);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const message = `${file} can't be read (${code})`;
    return { code: 'config/unreadable', severity: 'error', message, file };
  }
}

/** Why an environment can't be called so, whether or not there is one; nothing when it can. */
export function refuseName(name: string): Diagnostic | undefined {
  return canBeName(name) ? undefined : unfit(name);
}

/** Whether anything stands where an environment's folder would. */
export const isTaken = (root: string, name: string): boolean =>
  lstatSync(join(root, ENVIRONMENTS_FOLDER, name), { throwIfNoEntry: false }) !== undefined;

const canBeName = (name: string): boolean => NAME.test(name) && name.length <= LONGEST_NAME;

const misnamed = (name: string): Diagnostic => ({ ...unfit(name), file: configFile(name) });

const unfit = (name: string): Diagnostic => ({
  code: 'config/environment-name',
  severity: 'error',
  message: `\`${name}\` can't name an environment, because the name becomes part of names in AWS`,
  hint: `at most ${LONGEST_NAME} characters: lower-case words, each beginning with a letter, joined by single hyphens`,
});

/** Only a folder that holds what an environment holds is asked for its config. */
function withoutConfig(name: string, inside: readonly string[]): Diagnostic | undefined {
  const near = inside.find((file) => /^config\.(ya?ml|json)/i.test(file));
  if (!near && !inside.includes('rendered')) return undefined;
  const folder = `${ENVIRONMENTS_FOLDER}/${name}`;
  const hint = near
    ? `rename ${folder}/${near} to ${CONFIG}`
    : `put the config back, or remove the folder ${folder} when the environment is gone`;
  const file = configFile(name);
  return { code: 'config/file', severity: 'error', message: `${file} does not exist`, hint, file };
}

function linked(file: string): Diagnostic {
  const message = `${file} is a symbolic link, and links are not followed`;
  return {
    code: 'config/link',
    severity: 'error',
    message,
    hint: 'put the folder itself here',
    file,
  };
}
