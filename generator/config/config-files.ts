import { type Diagnostic, Failure } from '../diagnostics.ts';
import { checkShape } from './check-shape.ts';
import { configFile, DEFAULTS_FILE } from './find-environments.ts';
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

/** Texts of config files that are not on disk, or not as they are there, by environment. */
export type Drafts = ReadonlyMap<string, string>;

/**
 * The text of an environment's own config.
 *
 * @throws {Failure} when it can't be read as text
 */
export function readConfigText(root: string, environment: string): string {
  const { text, diagnostics } = readText(root, configFile(environment), codes);
  if (text === undefined || diagnostics.length > 0) throw new Failure(diagnostics);
  return text;
}

/** Reads and checks each file once, however many environments stand on it. */
export class ConfigFiles {
  readonly #found: Diagnostic[] = [];
  readonly #root: string;
  readonly #drafts: ReadonlyMap<string, string>;
  readonly #checked = new Map<string, CheckedLayer | undefined>();

  constructor(root: string, drafts: Drafts = new Map()) {
    this.#root = root;
    this.#drafts = new Map([...drafts].map(([name, text]) => [configFile(name), text]));
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
    const draft = this.#drafts.get(file);
    const { text, diagnostics } =
      draft === undefined ? readText(this.#root, file, codes) : { text: draft, diagnostics: [] };
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
