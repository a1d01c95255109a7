import type { Node } from 'yaml';
import type { Diagnostic } from '../diagnostics.ts';
import type { Located, LocatedMap, Path } from './located.ts';
import { composeYaml } from './yaml/compose-yaml.ts';
import { placeFindings, type YamlFinding } from './yaml/finding.ts';
import { locateNodes } from './yaml/locate-nodes.ts';
import { type PositionOf, positionsIn } from './yaml/positions.ts';
import { readTokens } from './yaml/read-tokens.ts';

interface Parsed<Value> {
  /** Missing when the text can't be used at all. */
  readonly root?: Value;
  readonly diagnostics: readonly Diagnostic[];
  /** What was left out of the root, because it can't be used. */
  readonly left: readonly Path[];
}

export type ParsedYaml = Parsed<LocatedMap>;

/** Parses one YAML 1.2 document that is a map, into values that know their position. */
export function parseYaml(file: string, text: string): ParsedYaml {
  const at = positionsIn(file, text);
  const { root, diagnostics, left } = parseValue(text, at);
  if (!root) return { diagnostics, left };
  if (root.kind === 'map') return { root, diagnostics, left };
  return { diagnostics: [...diagnostics, notAMap(root)], left };
}

function notAMap({ kind, settings }: Located): Diagnostic {
  const found = kind === 'list' ? 'a list' : 'a single value';
  const message = `the file must hold a map of keys, and this is ${found}`;
  const hint = 'write `key: value`';
  return { code: 'config/not-a-map', severity: 'error', message, hint, ...settings[0] };
}

/** A text with so many mistakes is not looked at any further. */
const MOST_FINDINGS = 200;

/** Parses any YAML value. The time that it takes grows with the text alone, whatever aliases say. */
export function parseValue(text: string, at: PositionOf): Parsed<Located> {
  const { tokens, findings, canCompose } = readTokens(text);
  const composed = canCompose ? composeYaml(text, tokens, at) : undefined;
  const told = [...findings, ...(composed?.findings ?? [])];
  const give = (found: readonly YamlFinding[], left: readonly Path[], root?: Located) => ({
    ...(root && found.length <= MOST_FINDINGS && { root }),
    diagnostics: placeFindings(found.slice(0, MOST_FINDINGS), text, at),
    left,
  });
  const isBroken = !composed || told.some(({ code }) => code !== 'config/tag');
  if (isBroken) return give(told, []);
  const contents = composed.documents[0]?.contents as Node | null | undefined;
  if (!contents || isEmpty(contents)) return give([emptyText(text)], []);
  const { value, findings: wrong, left } = locateNodes(contents, text, at);
  return give([...told, ...wrong], left, value);
}

const isEmpty = ({ range, tag }: Node): boolean => !tag && range?.[0] === range?.[1];

function emptyText(text: string): YamlFinding {
  const what = /^\s*$/.test(text) ? 'is empty' : 'holds nothing but comments';
  const hint = 'write at least one `key: value`';
  return { code: 'config/empty', message: `the file ${what}`, hint, offset: 0 };
}
