import type { Diagnostic } from '../diagnostics.ts';
import { checkShape } from './check-shape.ts';
import { DEFAULTS_FILE } from './find-environments.ts';
import { type LocatedMap, nodeAt, type Path, withoutPaths } from './located.ts';
import { parseYaml } from './parse-yaml.ts';
import { readText, type TextCodes } from './read-text.ts';
import { writtenSchema } from './written-schema.ts';

/** A config file, or a layer that was made in another way, without its mistakes. */
export interface CheckedLayer {
  /** What is left without the mistakes. */
  readonly usable: LocatedMap;
  /** Paths of the mistakes. */
  readonly left: readonly Path[];
}

const codes: TextCodes = {
  missing: 'config/file',
  unreadable: 'config/unreadable',
  link: 'config/link',
  size: 'config/too-large',
  encoding: 'config/encoding',
  bom: 'config/bom',
  carriageReturn: 'config/crlf',
};

/** Reads and checks each file once, however many environments stand on it. */
export class ConfigFiles {
  readonly #found: Diagnostic[] = [];
  readonly #root: string;
  readonly #checked = new Map<string, CheckedLayer | undefined>();

  constructor(root: string) {
    this.#root = root;
  }

  /** What was wrong with the files that were read so far. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.#found];
  }

  /** Nothing when the file can't be used at all. */
  get(file: string): CheckedLayer | undefined {
    if (!this.#checked.has(file)) this.#checked.set(file, this.#read(file));
    return this.#checked.get(file);
  }

  #read(file: string): CheckedLayer | undefined {
    const { text, diagnostics } = readText(this.#root, file, codes);
    this.#found.push(...diagnostics);
    if (text === undefined) return undefined;
    const { root, left, diagnostics: mistakes } = parseYaml(file, text);
    this.#found.push(...mistakes);
    if (!root) return undefined;
    const { layer, diagnostics: wrong } = checkLayer(root, left);
    this.#found.push(...wrong, ...(file === DEFAULTS_FILE ? extendsOf(root) : []));
    return layer;
  }
}

/**
 * Holds a layer against what people may write.
 *
 * @param left paths at which something was wrong already
 */
export function checkLayer(
  root: LocatedMap,
  left: readonly Path[] = [],
): { readonly layer?: CheckedLayer; readonly diagnostics: readonly Diagnostic[] } {
  const { diagnostics, paths, meant } = checkShape(writtenSchema, root, left);
  const usable = withoutPaths(root, paths);
  const leftOut = [...left, ...paths, ...meant];
  return { ...(usable && { layer: { usable, left: leftOut } }), diagnostics };
}

function extendsOf(defaults: LocatedMap): Diagnostic[] {
  const written = nodeAt(defaults, ['extends']);
  if (!written) return [];
  return [
    {
      code: 'config/unknown-key',
      severity: 'error',
      message: '`extends` is not read here',
      hint: 'defaults.yaml lies under every environment; `extends` stands in the config.yaml of one',
      ...written.settings.at(-1),
      path: 'extends',
    },
  ];
}
