import type { Diagnostic, Position } from '../diagnostics.ts';
import { childAt, type Located, type LocatedMap, merge } from './located.ts';
import { parseValue } from './parse-yaml.ts';
import { namesSecret } from './secret-names.ts';
import { FORBIDDEN_KEYS } from './yaml/refused-text.ts';

/** The file that positions in `--set` arguments name; the line counts arguments. */
export const SETTINGS_FILE = '--set';

/** One `--set path=value`. */
export interface Setting {
  readonly path: readonly string[];
  /** Where each step of the path stands. */
  readonly places: readonly Position[];
  readonly value: Located;
}

/** Parses `--set` arguments: dotted paths, in which a number is an index of a list, and YAML values. */
export function parseSettings(args: readonly string[]): {
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const parsed = args.map((arg, index) => parseSetting(arg, index + 1));
  return {
    settings: parsed.flatMap(({ setting }) => setting ?? []),
    diagnostics: parsed.flatMap(({ diagnostics }) => diagnostics),
  };
}

function parseSetting(
  arg: string,
  line: number,
): { setting?: Setting; diagnostics: readonly Diagnostic[] } {
  const at = (offset: number): Position => ({ file: SETTINGS_FILE, line, col: offset + 1 });
  const equals = arg.indexOf('=');
  if (equals < 0) return { diagnostics: [wrong('there is no `=` in it', at(0))] };
  const path = arg.slice(0, equals).trim().split('.');
  const places = path.map((_, step) => at(path.slice(0, step).join('.').length + (step && 1)));
  const misstep = path.findIndex((step) => step === '' || FORBIDDEN_KEYS.has(step));
  if (misstep >= 0) return { diagnostics: [wrongStep(path[misstep] ?? '', places[misstep])] };
  if (path[0] === 'extends') return { diagnostics: [wrong('`extends` can’t be set', at(0))] };
  const text = arg.slice(equals + 1);
  if (text.trim() === '') return { diagnostics: [NO_VALUE(at(equals + 1))] };
  const { root: value, diagnostics } = parseValue(text, (offset) => at(equals + 1 + offset));
  const isSecret = path.some(namesSecret);
  return {
    ...(value && { setting: { path, places, value } }),
    diagnostics: diagnostics.map((found) => ({
      ...found,
      code: 'config/set',
      ...(isSecret && { isSecret }),
    })),
  };
}

function wrong(message: string, place: Position | undefined, hint = HINT): Diagnostic {
  return { code: 'config/set', severity: 'error', message, hint, ...place };
}

const HINT = 'write `--set path=value`, such as `--set logs.retentionDays=30`';

const wrongStep = (step: string, place: Position | undefined) =>
  wrong(step === '' ? 'the path has an empty step' : `\`${step}\` can't be a key`, place);

const NO_VALUE = (place: Position) =>
  wrong(
    'there is no value after `=`',
    place,
    'write `null` to remove the key, `""` for empty text',
  );

/**
 * A setting as a layer over a config.
 *
 * @param under the config as it is, with `serviceDefaults` under each service: a list of which one
 *   item is set is taken from there, because lists replace as a whole
 */
export function layerOf(
  setting: Setting,
  under: LocatedMap,
): { readonly layer?: LocatedMap; readonly diagnostics: readonly Diagnostic[] } {
  const built = build(setting, 0, under);
  if ('code' in built) return { diagnostics: [built] };
  // A path has a step at least, and the config is a map, so a map is what was built.
  return { ...(built.kind === 'map' && { layer: built }), diagnostics: [] };
}

function build(setting: Setting, depth: number, under: Located | undefined): Located | Diagnostic {
  const step = setting.path[depth];
  const key = setting.places[depth];
  if (step === undefined || !key) return setting.value;
  if (under?.kind === 'list') return inList(setting, depth, under);
  const value = build(setting, depth + 1, childAt(under, step));
  if ('code' in value) return value;
  // A map that is there is not set here, only what is in it.
  const settings = under?.kind === 'map' ? [] : [key];
  return { kind: 'map', entries: new Map([[step, { key, value }]]), settings };
}

function inList(
  setting: Setting,
  depth: number,
  list: Extract<Located, { kind: 'list' }>,
): Located | Diagnostic {
  const step = setting.path[depth] ?? '';
  const { length } = list.items;
  const index = /^\d{1,6}$/.test(step) ? Number(step) : Number.NaN;
  if (!(index <= length)) {
    const path = setting.path.slice(0, depth).join('.');
    const message = `\`${path}\` is a list of ${length}, and \`${step}\` is none of its places`;
    const hint = `write a number from 0 to ${length}; ${length} adds an item`;
    return wrong(message, setting.places[depth], hint);
  }
  const item = list.items[index];
  const value = build(setting, depth + 1, item);
  if ('code' in value) return value;
  const items = [...list.items];
  items[index] = item ? merge(item, value) : value;
  return { kind: 'list', items, settings: setting.places.slice(depth, depth + 1) };
}
