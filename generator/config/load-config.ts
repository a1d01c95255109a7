import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Diagnostic } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import { checkShape } from './check-shape.ts';
import { mergeLayers } from './layers.ts';
import type { LoadedConfig } from './loaded-config.ts';
import { type LocatedMap, nodeAt, positionAt, toPlain, withoutPath } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Config, resolvedSchemas, targets } from './schema.ts';
import { writtenSchema } from './written-schema.ts';

export interface LoadedConfigs {
  /** The named environments that make sense when what is wrong in them is left out, so that later steps can say what else is wrong. */
  readonly loaded: readonly LoadedConfig[];
  /** The same of every environment that there is, named or not. */
  readonly all: readonly LoadedConfig[];
  /** What is wrong with the named ones. */
  readonly diagnostics: readonly Diagnostic[];
}

export const DEFAULTS_FILE = 'environments/defaults.yaml';
export const configFile = (environment: string) => `environments/${environment}/config.yaml`;

/** Every folder below `environments/` that holds a `config.yaml`, sorted. */
export function listEnvironments(root: string): string[] {
  const folder = join(root, 'environments');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'config.yaml')))
    .map((entry) => entry.name)
    .sort();
}

/** Loads environments, all of them when none is named, and finds every mistake of every file that they stand on. */
export function loadConfigs(root: string, names: readonly string[]): LoadedConfigs {
  const existing = listEnvironments(root);
  const wanted = names.length > 0 ? [...new Set(names)] : existing;
  const files = new ConfigFiles(root);
  const results = wanted.map((name) =>
    existing.includes(name) ? loadOne(name, files) : { diagnostics: [unknown(name, existing)] },
  );
  const loaded = results.flatMap((one) => one.loaded ?? []);
  const diagnostics = [
    ...(wanted.length === 0 ? [noEnvironments()] : []),
    ...files.diagnostics,
    ...results.flatMap((one) => one.diagnostics),
  ];
  // What is wrong with the files of the others is not asked here.
  const others = existing
    .filter((name) => !wanted.includes(name))
    .flatMap((name) => loadOne(name, files).loaded ?? []);
  return { loaded, all: [...loaded, ...others], diagnostics };
}

interface CheckedFile {
  /** What is left of the file without its mistakes. */
  readonly usable: LocatedMap;
  /** Paths of the mistakes. */
  readonly left: readonly string[];
}

/** Reads and checks each file once, however many environments stand on it. */
class ConfigFiles {
  readonly #found: Diagnostic[] = [];
  readonly #root: string;
  readonly #checked = new Map<string, CheckedFile | undefined>();

  constructor(root: string) {
    this.#root = root;
  }

  /** What was wrong with the files that were read so far. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.#found];
  }

  get(file: string): CheckedFile | undefined {
    if (!this.#checked.has(file)) this.#checked.set(file, this.#check(file));
    return this.#checked.get(file);
  }

  #check(file: string): CheckedFile | undefined {
    if (!existsSync(join(this.#root, file))) {
      const message = `${file} does not exist`;
      this.#found.push({ code: 'config/file', severity: 'error', message, file });
      return undefined;
    }
    const { root, diagnostics } = parseYaml(file, readFileSync(join(this.#root, file), 'utf8'));
    const wrong = root ? checkShape(writtenSchema, root).diagnostics : [];
    this.#found.push(...diagnostics, ...wrong);
    const left = wrong.map(({ path }) => path ?? '');
    const usable = left.reduce((rest, path) => withoutPath(rest, path.split('.')), root);
    return usable && { usable, left };
  }
}

interface Loading {
  readonly loaded?: LoadedConfig;
  readonly diagnostics: readonly Diagnostic[];
}

function loadOne(name: string, files: ConfigFiles): Loading {
  const defaults = files.get(DEFAULTS_FILE);
  const own = files.get(configFile(name));
  if (!defaults || !own) return { diagnostics: [] };
  const base = nodeAt(own.usable, ['extends']);
  const extended = base && files.get(configFile(String(toPlain(base))));
  if (base && !extended) return { diagnostics: [] };
  const layers = { defaults: defaults.usable, extended: extended?.usable, own: own.usable };
  const layered = mergeLayers(layers);
  const left = [defaults, extended, own].flatMap((file) => file?.left ?? []);
  return resolve(name, layered, left);
}

function resolve(name: string, layered: LocatedMap, left: readonly string[]): Loading {
  const written = nodeAt(layered, ['target']);
  const target = targets.find((known) => written && known === toPlain(written));
  if (!target) return { diagnostics: left.includes('target') ? [] : [missingTarget(layered)] };
  const { value: config, diagnostics } = checkShape<z.ZodType<Config>>(
    resolvedSchemas[target],
    layered,
  );
  if (config) return { loaded: { name, config, layered }, diagnostics: [] };
  // What was left out as wrong is not also missing.
  const isLeftOut = ({ path = '' }: Diagnostic) =>
    left.some((wrong) => `${wrong}.`.startsWith(`${path}.`));
  return {
    diagnostics: diagnostics
      .filter((found) => !isLeftOut(found))
      .map((found) => ({ ...found, environments: [name] })),
  };
}

function missingTarget(layered: LocatedMap): Diagnostic {
  return {
    code: 'config/missing-key',
    severity: 'error',
    message: '`target` is missing',
    hint: `one of ${targets.join(', ')}`,
    ...positionAt(layered, []),
    path: 'target',
  };
}

function unknown(name: string, existing: readonly string[]): Diagnostic {
  return {
    code: 'usage',
    severity: 'error',
    message: `there is no environment \`${name}\``,
    hint: hintFrom(name, existing),
  };
}

function noEnvironments(): Diagnostic {
  return {
    code: 'usage',
    severity: 'error',
    message: 'there is no environment here',
    hint: 'run this in the folder that holds environments/',
  };
}
