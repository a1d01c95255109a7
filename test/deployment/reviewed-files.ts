import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { main } from '../../generator/cli.ts';
import { sha256 } from '../../generator/deploy/release/release.ts';
import { type Ending, scratchRepository } from '../support/scratch.ts';

/** Path below `rendered/` and text of each file of an environment, as they would be merged. */
export type Files = ReadonlyMap<string, string>;

/** An image of each repository that an account is readied with. */
export const digest = (character: string): string => `sha256:${character.repeat(64)}`;

/** Renders an environment of this repository under a config of the test's own. */
export async function renderFiles(t: Ending, environment: string, config: string): Promise<Files> {
  const { root, write } = scratchRepository(t);
  write(`environments/${environment}/config.yaml`, config);
  const lines: string[] = [];
  const take = (line: string) => void lines.push(line);
  const code = await main(['render', environment], root, { stdout: take, stderr: take });
  if (code !== 0) throw new Error(`the test's config does not render:\n${lines.join('\n')}`);
  return readFolder(join(root, 'environments', environment, 'rendered'));
}

function readFolder(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

type Change = (text: string) => string;

/** The same files after a reviewed change: the manifest names the new hashes. */
export function withChanges(files: Files, changes: Readonly<Record<string, Change>>): Files {
  const texts = new Map(files);
  for (const [path, change] of Object.entries(changes)) {
    const before = texts.get(path) ?? '';
    const after = change(before);
    if (after === before) throw new Error(`the change of ${path} changes nothing`);
    texts.set(path, after);
  }
  const manifest = JSON.parse(texts.get('manifest.json') ?? '');
  for (const path of Object.keys(changes)) {
    if (path !== 'manifest.json') manifest.files[path].sha256 = sha256(texts.get(path) ?? '');
  }
  return texts.set('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Replaces a text, wherever it stands. */
export const replacing =
  (from: string, to: string): Change =>
  (text) =>
    text.replaceAll(from, to);

/** Changes a file of JSON. */
export const editing =
  // biome-ignore lint/suspicious/noExplicitAny: tests know what stands in the files that they edit
    (edit: (value: any) => void): Change =>
    (text) => {
      const value = JSON.parse(text);
      edit(value);
      return `${JSON.stringify(value, null, 2)}\n`;
    };
