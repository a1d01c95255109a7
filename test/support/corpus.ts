import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { main } from '../../generator/cli.ts';
import type { Diagnostic } from '../../generator/diagnostics.ts';
import { repository } from './scratch.ts';

const corpus = join(repository, 'test/corpus');

/** One broken input and what must be said about it. Paths are from the repository's root. */
export interface Case {
  readonly title: string;
  readonly code: string;
  /** `file:line:col`, or the front of it; nothing for what has no place. */
  readonly at?: string;
  /** The text of the line, without what surrounds it, where its number would change with every edit of a template. */
  readonly line?: string;
  readonly col?: number;
  /** What the hint must hold. */
  readonly hint?: string;
  readonly severity?: 'warning';
  /** Texts to replace, first occurrence each; every one must be there. */
  readonly edit?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whole files to write; `null` removes one. */
  readonly write?: Readonly<Record<string, string | null>>;
  /** Whole files to write, in base64, for what is not text. */
  readonly bytes?: Readonly<Record<string, string>>;
  /** Symbolic links to make, with what they point at. */
  readonly link?: Readonly<Record<string, string>>;
  /** Command line; `render` when not said. */
  readonly run?: string;
  /** 2 when not said; a warning ends with 0. */
  readonly exit?: number;
}

/** A diagnostic with the text of the line that it points at. */
export interface Told extends Diagnostic {
  readonly text?: string | undefined;
}

export interface Outcome {
  readonly exit: number;
  readonly stderr: string;
  readonly diagnostics: readonly Told[];
  /** Files that the run changed, made or removed. */
  readonly changed: readonly string[];
}

/** All cases, by the file that they stand in. */
export function readCorpus(): { readonly file: string; readonly cases: readonly Case[] }[] {
  return globSync('*.yaml', { cwd: corpus })
    .sort()
    .map((file) => ({ file, cases: parse(readFileSync(join(corpus, file), 'utf8')) as Case[] }));
}

/** A repository in which nothing is broken yet, rendered. */
export async function makeBase(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'corpus-'));
  cpSync(join(corpus, 'base'), root, { recursive: true });
  for (const folder of ['templates', 'sample-data']) {
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  }
  for (const command of ['render', 'schema']) {
    const errors: string[] = [];
    const exit = await main([command], root, { stdout: () => {}, stderr: (e) => errors.push(e) });
    if (exit !== 0)
      throw new Error(`the base of the corpus does not render:\n${errors.join('\n')}`);
  }
  return root;
}

/** Breaks a copy of the base as the case says, and runs its command line in this process. */
export async function runCase(one: Case, base: string): Promise<Outcome> {
  const root = mkdtempSync(join(tmpdir(), 'case-'));
  try {
    cpSync(base, root, { recursive: true, verbatimSymlinks: true });
    breakFiles(one, root);
    const before = hashes(root);
    const out: string[] = [];
    const errors: string[] = [];
    const args = [...(one.run ?? 'render').split(' '), '--format', 'json'];
    const exit = await main(args, root, {
      stdout: (text) => out.push(text),
      stderr: (text) => errors.push(text),
    });
    const { diagnostics = [] } = JSON.parse(out.join('\n') || '{}');
    const after = hashes(root);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => before.get(file) !== after.get(file),
    );
    const told = (diagnostics as Diagnostic[]).map((found) => ({
      ...found,
      text: textAt(root, found),
    }));
    return { exit, stderr: errors.join('\n'), diagnostics: told, changed };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function textAt(root: string, { file, line }: Diagnostic): string | undefined {
  const path = join(root, file ?? '');
  if (!file || !line || !existsSync(path) || !lstatSync(path).isFile()) return undefined;
  return readFileSync(path, 'utf8').split('\n')[line - 1]?.trim();
}

function breakFiles({ title, edit = {}, write = {}, bytes = {}, link = {} }: Case, root: string) {
  for (const [file, replacements] of Object.entries(edit)) {
    let text = readFileSync(join(root, file), 'utf8');
    for (const [from, to] of Object.entries(replacements)) {
      if (!text.includes(from)) throw new Error(`${title}: ${file} does not hold ${from}`);
      text = text.replace(from, () => to);
    }
    writeFileSync(join(root, file), text);
  }
  for (const [file, text] of Object.entries(write)) {
    if (text === null) rmSync(join(root, file), { recursive: true });
    else put(join(root, file), text);
  }
  for (const [file, base64] of Object.entries(bytes)) {
    put(join(root, file), Buffer.from(base64, 'base64'));
  }
  for (const [file, target] of Object.entries(link)) {
    rmSync(join(root, file), { recursive: true, force: true });
    mkdirSync(dirname(join(root, file)), { recursive: true });
    symlinkSync(target, join(root, file));
  }
}

function put(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function hashes(root: string): Map<string, string> {
  const files = globSync('{environments,templates}/**/*', { cwd: root });
  return new Map(
    files
      .filter((file) => lstatSync(join(root, file)).isFile())
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(root, file)))
          .digest('hex'),
      ]),
  );
}

/** Whether a diagnostic is what the case asks for. */
export function matches(found: Told, one: Case): boolean {
  const { code, at, line, col, hint, severity = 'error' } = one;
  const place = [found.file, found.line, found.col].filter((part) => part !== undefined).join(':');
  return (
    found.code === code &&
    found.severity === severity &&
    (at === undefined ? found.file === undefined : `${place}:`.startsWith(`${at}:`)) &&
    (line === undefined || found.text === line) &&
    (col === undefined || found.col === col) &&
    (hint === undefined || (found.hint ?? '').includes(hint))
  );
}
