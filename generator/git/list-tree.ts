import { createHash } from 'node:crypto';
import { runGit } from './run-git.ts';

/** A file of a commit. */
export interface TreeFile {
  /** Path from the repository's root. */
  readonly path: string;
  /** Id of its content. */
  readonly id: string;
  /** Neither a link nor a submodule. */
  readonly isPlain: boolean;
}

/** The files below a folder in a commit, sorted by path. The repository may be a folder inside a clone. */
export function listTree(root: string, commit: string, folder: string): TreeFile[] {
  const { stdout } = runGit(root, ['ls-tree', '-r', '-z', commit, '--', `${folder}/`]);
  return stdout
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return { path, id, isPlain: mode.startsWith('100') };
    });
}

/** The id that Git gives to a content: the hash that the repository's other ids are made with. */
export function contentId(text: string, like: string): string {
  const bytes = Buffer.from(text);
  return createHash(like.length > 40 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

/** The texts of some contents, by id. One run of Git, however many there are. */
export function readContents(root: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (ids.length === 0) return texts;
  const { stdout } = runGit(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let from = 0;
  while (from < stdout.length) {
    const end = stdout.indexOf('\n', from);
    const [id = '', type, size = '0'] = stdout.subarray(from, end).toString().split(' ');
    from = end + 1;
    // A content that a partial clone lacks has neither type nor text.
    if (type !== 'blob') continue;
    texts.set(id, stdout.subarray(from, from + Number(size)).toString());
    from += Number(size) + 1;
  }
  return texts;
}
