import type { Artefact } from '../render/artefact.ts';
import { kindOfPath } from '../render/artefact-table.ts';
import { parseOutput } from '../render/parse-output.ts';
import { readBlocks } from '../render/read-blocks.ts';

/** What a manifest says of a file. */
export type FileEntry = Pick<Artefact, 'operation' | 'operations'>;

/** A rendered file read back; nothing where it is none that this generator writes. */
export function artefactOfFile(
  file: Pick<Artefact, 'environment' | 'path' | 'text'>,
  { operation, operations }: FileEntry = {},
): Artefact | undefined {
  const { path, text } = file;
  const kind = kindOfPath(path);
  const value = kind && readValue(path, text);
  if (value === undefined || kind === undefined) return undefined;
  const [, name = ''] = /([^/]+?)(?:\.parameters)?\.(?:yaml|json)$/.exec(path) ?? [];
  const of = kind.of && { [kind.of]: name };
  return {
    ...file,
    kind: kind.kind,
    ...of,
    ...(operation && { operation }),
    ...(operations && { operations }),
    value,
  };
}

function readValue(path: string, text: string): unknown {
  if (path.endsWith('.md')) return text;
  if (path.endsWith('.yaml')) return (readBlocks(text) ?? parseOutput(text)).value;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
