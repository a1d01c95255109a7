import { isDeepStrictEqual } from 'node:util';
import {
  isAlias,
  isMap,
  isScalar,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { dotted, positionAt, toPlain } from '../config/located.ts';
import { parseYaml } from '../config/parse-yaml.ts';
import { Failure } from '../diagnostics.ts';
import { insertInto } from './insert-into.ts';
import type { Splice } from './splice.ts';
import { writeAgain } from './write-scalar.ts';

/**
 * A config text with one value set. Every byte that does not say this value stays as it is: comments,
 * order, quotes, blank lines.
 *
 * @param path keys of maps, the outermost first
 * @throws {Failure} `edit/form` where the text is written so that the value can't be set alone
 */
export function setValue(
  file: string,
  text: string,
  path: readonly string[],
  value: string,
): string {
  const { contents } = parseDocument(text);
  const splice = spliceFor(text, contents, path, value);
  const edited = splice && text.slice(0, splice.start) + splice.text + text.slice(splice.end);
  if (edited === undefined || !isSet({ file, text, edited, path, value })) {
    throw new Failure([cannotSet(file, text, path)]);
  }
  return edited;
}

function spliceFor(
  text: string,
  root: ParsedNode | null,
  path: readonly string[],
  value: string,
): Splice | undefined {
  let node: Node | null | undefined = root;
  for (const [depth, key] of path.entries()) {
    if (!isMap(node)) return undefined;
    const next: unknown = childOf(node, key);
    if (next === undefined) return insertInto(text, node, { keys: path.slice(depth), value });
    node = next as Node | null;
  }
  return isScalar(node) || isAlias(node) ? writeAgain(text, node, value) : undefined;
}

const childOf = (map: YAMLMap, key: string): unknown =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;

interface Attempt {
  readonly file: string;
  readonly text: string;
  readonly edited: string;
  readonly path: readonly string[];
  readonly value: string;
}

/** Reads the text back: an anchor, for one, may have carried the value elsewhere. */
function isSet({ file, text, edited, path, value }: Attempt): boolean {
  const [before, after] = [parseYaml(file, text), parseYaml(file, edited)];
  if (!before.root || !after.root || after.diagnostics.length > 0) return false;
  return isDeepStrictEqual(toPlain(after.root), withValue(toPlain(before.root), path, value));
}

function withValue(plain: unknown, [key, ...rest]: readonly string[], value: string): unknown {
  if (key === undefined) return value;
  const map = (plain ?? {}) as Readonly<Record<string, unknown>>;
  return { ...map, [key]: withValue(map[key], rest, value) };
}

function cannotSet(file: string, text: string, path: readonly string[]) {
  const { root } = parseYaml(file, text);
  const position = root && positionAt(root, path);
  return {
    code: 'edit/form',
    severity: 'error',
    message: `\`${dotted(path)}\` can't be set here without changing something else`,
    hint: 'write the maps on the way to it as plain keys, without anchors, aliases and merge keys',
    ...(position ?? { file }),
    path: dotted(path),
  } as const;
}
