import type { z } from 'zod';
import type { Diagnostic } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';
import { checkShape } from './check-shape.ts';
import { ConfigFiles, checkLayer, type Drafts } from './config-files.ts';
import { configFile, DEFAULTS_FILE, findEnvironments } from './find-environments.ts';
import { followExtends } from './follow-extends.ts';
import { settleLayers, stackLayers, underEachService } from './layers.ts';
import type { LoadedConfig } from './loaded-config.ts';
import {
  type LocatedMap,
  merge,
  nodeAt,
  type Path,
  positionAt,
  removalAt,
  toPlain,
} from './located.ts';
import { type Config, resolvedSchemas, targets } from './schema.ts';
import { layerOf, parseSettings, type Setting } from './settings.ts';

export interface LoadedConfigs {
  /** The named environments that make sense when what is wrong in them is left out, so that later steps can say what else is wrong. */
  readonly loaded: readonly LoadedConfig[];
  /** The same of every environment that there is, named or not. */
  readonly all: readonly LoadedConfig[];
  /** What is wrong with the named ones. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads environments, all of them when none is named, and finds every mistake of every file that
 * they stand on.
 *
 * @param settings `path=value` texts that lie over the config of every named environment
 * @param drafts config texts that take the place of what is on disk
 */
export function loadConfigs(
  root: string,
  names: readonly string[],
  settings: readonly string[] = [],
  drafts: Drafts = new Map(),
): LoadedConfigs {
  const { names: onDisk, refused } = findEnvironments(root);
  const known = new Set([...onDisk, ...drafts.keys()].sort());
  const existing = [...known];
  const files = new ConfigFiles(root, drafts);
  const over = parseSettings(settings);
  const wanted = new Set(names.length > 0 ? names : existing);
  const results = [...wanted].map((name) =>
    known.has(name)
      ? loadOne(name, { files, known, settings: over.settings })
      : { diagnostics: [refused.get(name) ?? refused.get('') ?? unknown(name, existing)] },
  );
  const loaded = results.flatMap((one) => one.loaded ?? []);
  const diagnostics = [
    ...over.diagnostics,
    ...(names.length > 0 ? [] : refused.values()),
    ...(wanted.size + refused.size === 0 ? [noEnvironments()] : []),
    ...files.diagnostics,
    ...results.flatMap((one) => one.diagnostics),
  ];
  // What is wrong with the files of the others is not asked here.
  const others = existing
    .filter((name) => !wanted.has(name))
    .flatMap((name) => loadOne(name, { files, known, settings: [] }).loaded ?? []);
  return { loaded, all: [...loaded, ...others], diagnostics };
}

interface Sources {
  readonly files: ConfigFiles;
  readonly known: ReadonlySet<string>;
  readonly settings: readonly Setting[];
}

interface Loading {
  readonly loaded?: LoadedConfig;
  readonly diagnostics: readonly Diagnostic[];
}

function loadOne(name: string, { files, known, settings }: Sources): Loading {
  const defaults = files.get(DEFAULTS_FILE);
  const own = files.get(configFile(name));
  const { base, diagnostics, isLost } = followExtends(name, files, known);
  if (!defaults || !own || isLost) return { diagnostics };
  const layers = { defaults: defaults.usable, extended: base?.usable, own: own.usable };
  const set = applySettings(stackLayers(layers), settings);
  const left = [defaults, base, own, set].flatMap((layer) => layer?.left ?? []);
  const resolved = resolve(name, settleLayers(set.stacked), left);
  return {
    ...resolved,
    diagnostics: [...diagnostics, ...set.diagnostics, ...resolved.diagnostics],
  };
}

/** Each setting lies over what those before it made. */
function applySettings(stacked: LocatedMap, settings: readonly Setting[]) {
  const diagnostics: Diagnostic[] = [];
  const left: Path[] = [];
  let result = stacked;
  for (const setting of settings) {
    const built = layerOf(setting, underEachService(result));
    const checked = built.layer && checkLayer(built.layer);
    diagnostics.push(...built.diagnostics, ...(checked?.diagnostics ?? []));
    left.push(...(checked?.layer?.left ?? []));
    if (checked?.layer) result = merge(result, checked.layer.usable) as LocatedMap;
  }
  return { stacked: result, diagnostics, left };
}

function resolve(name: string, layered: LocatedMap, left: readonly Path[]): Loading {
  const written = nodeAt(layered, ['target']);
  const target = targets.find((known) => written && known === toPlain(written));
  if (!target) {
    const isLeftOut = left.some(([step]) => step === 'target');
    return { diagnostics: isLeftOut ? [] : [missingTarget(layered)] };
  }
  const { value: config, diagnostics } = checkShape<z.ZodType<Config>>(
    resolvedSchemas[target],
    layered,
    [...left, ...leftOfServices(layered, left)],
  );
  if (config) return { loaded: { name, config, layered }, diagnostics: [] };
  return { diagnostics: diagnostics.map((found) => ({ ...found, environments: [name] })) };
}

/** What was left out of `serviceDefaults` is not missing in each service. */
function leftOfServices(layered: LocatedMap, left: readonly Path[]): Path[] {
  const services = nodeAt(layered, ['services']);
  const names = services?.kind === 'map' ? [...services.entries.keys()] : [];
  return left
    .filter(([first]) => first === 'serviceDefaults')
    .flatMap(([, ...rest]) => names.map((name) => ['services', name, ...rest]));
}

function missingTarget(layered: LocatedMap): Diagnostic {
  return {
    code: 'config/missing-key',
    severity: 'error',
    message: '`target` is missing',
    hint: `one of ${targets.join(', ')}`,
    ...(removalAt(layered, ['target']) ?? positionAt(layered, [])),
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
