import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { renderChecked } from '../../generator/bundle/render-checked.ts';
import { diffBundles } from '../../generator/diff/diff-bundles.ts';
import type { Entry, Risk } from '../../generator/diff/entry.ts';
import type { EnvironmentDiff } from '../../generator/diff/report.ts';
import type { Bundle } from '../../generator/render/artefact.ts';
import { repository } from './scratch.ts';

const changes = join(repository, 'test/changes');

type Edits = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One edit of config or templates and what `diff` must say about it. */
export interface ChangeCase {
  readonly title: string;
  /** The environment that is looked at; `dev` when not said. */
  readonly in?: string;
  /** Texts to replace in files, first occurrence each; every one must be there. */
  readonly edit?: Edits;
  /** Texts to replace before the comparison begins, on both sides. */
  readonly first?: Edits;
  /** Values of the command line over the config. */
  readonly set?: readonly string[];
  /** The comparison the other way round: from what the edit makes to what is committed. */
  readonly reversed?: true;
  /** Entries that must be there, by the members that are given. Nothing means that there are none at all. */
  readonly entries: readonly Expected[];
  /** Whether other entries may be there too. */
  readonly others?: true;
  /** Codes, or their first parts, that must not be there. */
  readonly never?: readonly string[];
  readonly risk?: Risk;
  /** Every rollout that there is, by the members that are given. */
  readonly rollouts?: readonly Readonly<Record<string, unknown>>[];
}

type Expected = Partial<Omit<Entry, 'at' | 'code'>> &
  Pick<Entry, 'code'> & { readonly says?: string };

/** All cases, by the file that they stand in. */
export function readChanges(): { readonly file: string; readonly cases: readonly ChangeCase[] }[] {
  return globSync('*.yaml', { cwd: changes })
    .sort()
    .map((file) => ({
      file,
      cases: (parse(readFileSync(join(changes, file), 'utf8')) ?? []) as ChangeCase[],
    }));
}

/** A repository in which every service of every environment runs. Remove it when done. */
export function makeChangesBase(): string {
  const root = mkdtempSync(join(tmpdir(), 'changes-'));
  cpSync(join(changes, 'base'), root, { recursive: true });
  for (const folder of ['templates', 'sample-data']) {
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  }
  return root;
}

/** Renders the base and the base with the case's change, in memory, and compares the two. */
export function runChange(one: ChangeCase, base: string): EnvironmentDiff {
  const name = one.in ?? 'dev';
  const before = edited(base, name, one.first ?? {}, []);
  const both = { ...one.first, ...mergeEdits(one.first, one.edit) };
  const after = edited(base, name, both, one.set ?? []);
  return one.reversed ? diffBundles(after, before) : diffBundles(before, after);
}

function mergeEdits(first: Edits = {}, then: Edits = {}): Edits {
  const files = new Set([...Object.keys(first), ...Object.keys(then)]);
  return Object.fromEntries([...files].map((file) => [file, { ...first[file], ...then[file] }]));
}

const unedited = new Map<string, Bundle>();

function edited(base: string, name: string, edits: Edits, set: readonly string[]): Bundle {
  const isBase = Object.keys(edits).length === 0 && set.length === 0;
  const known = unedited.get(`${base} ${name}`);
  if (isBase && known) return known;
  const root = Object.keys(edits).length > 0 ? copyWith(base, edits) : base;
  try {
    const [bundle] = renderChecked(root, [name], { settings: set }).bundles;
    if (!bundle) throw new Error(`there is no environment ${name}`);
    if (isBase) unedited.set(`${base} ${name}`, bundle);
    return bundle;
  } finally {
    if (root !== base) rmSync(root, { recursive: true, force: true });
  }
}

function copyWith(base: string, edits: Edits): string {
  const root = mkdtempSync(join(tmpdir(), 'change-'));
  cpSync(base, root, { recursive: true });
  for (const [file, replacements] of Object.entries(edits)) {
    let text = readFileSync(join(root, file), 'utf8');
    for (const [from, to] of Object.entries(replacements)) {
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      text = text.replace(from, () => to);
    }
    writeFileSync(join(root, file), text);
  }
  return root;
}

/** Whether an entry is what a case asks for. */
export function isExpected(entry: Entry, expected: Expected): boolean {
  return Object.entries(expected).every(([member, value]) => {
    if (member === 'says') return entry.message.includes(String(value));
    return isDeepStrictEqual(entry[member as keyof Entry], value);
  });
}
