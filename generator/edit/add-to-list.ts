import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml';
import { dotted, positionAt, toPlain } from '../config/located.ts';
import { parseYaml } from '../config/parse-yaml.ts';
import { Failure } from '../diagnostics.ts';
import type { Splice } from './splice.ts';
import { writeScalar } from './write-scalar.ts';

/**
 * A config text with one value more in a list, in the style of the list. Every other byte stays as it is.
 *
 * @param path keys of maps, the outermost first, down to the list
 * @throws {Failure} `edit/form` where the list is not written out
 */
export function addToList(
  file: string,
  text: string,
  path: readonly string[],
  value: string,
): string {
  const list = nodeOf(parseDocument(text).contents, path);
  const splice = isSeq(list) ? spliceFor(text, list, writeScalar(value)) : undefined;
  const edited = splice && text.slice(0, splice.start) + splice.text + text.slice(splice.end);
  const wanted = [...itemsOf(file, text, path), value];
  if (edited === undefined || !isDeepStrictEqual(itemsOf(file, edited, path), wanted)) {
    throw new Failure([cannotAdd(file, text, path, value)]);
  }
  return edited;
}

function spliceFor(text: string, list: YAMLSeq, item: string): Splice | undefined {
  const [start = 0, end = 0] = list.range ?? [];
  const last = list.items.at(-1) as Node | undefined;
  const after = last?.range?.[1];
  if (list.flow) {
    const at = after ?? text.lastIndexOf(']', end - 1);
    return { start: at, end: at, text: after === undefined ? item : `, ${item}` };
  }
  if (after === undefined) return undefined;
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lineEnd = text.indexOf('\n', after);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return { start: at, end: at, text: `\n${' '.repeat(column)}- ${item}` };
}

function nodeOf(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      isMap(node)
        ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value
        : undefined,
    root,
  );
}

function itemsOf(file: string, text: string, path: readonly string[]): readonly unknown[] {
  const { root } = parseYaml(file, text);
  const plain: unknown = root && toPlain(root);
  const value = path.reduce<unknown>(
    (map, key) => (map as Readonly<Record<string, unknown>> | undefined)?.[key],
    plain,
  );
  return Array.isArray(value) ? value : [];
}

function cannotAdd(file: string, text: string, path: readonly string[], value: string) {
  const { root } = parseYaml(file, text);
  const position = root && positionAt(root, path);
  return {
    code: 'edit/form',
    severity: 'error',
    message: `\`${value}\` can't be added to \`${dotted(path)}\` here without changing something else`,
    hint: `add \`${value}\` to \`${dotted(path)}\` by hand, or write the list out here, as in [dev]`,
    ...(position ?? { file }),
    path: dotted(path),
  } as const;
}
