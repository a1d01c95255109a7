import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from './find-pull-request.ts';

/** What a run left: files of whoever opened the pull request. */
export interface Artifact {
  /** Text of `1.md`, `2.md` …, in this order; none when the run made no diff. */
  readonly bodies: readonly string[];
  /** From `event.json`. */
  readonly claim?: Claim;
  /** Why none of it may be used, in words of ours alone. */
  readonly problem?: string;
}

/** More than any diff has: the step summary shows fifteen. */
const MOST_PARTS = 15;
/** GitHub takes 65,536 characters, of up to four bytes (what a comment's column holds). */
const LARGEST_BODY = 262_144;
const LARGEST_EVENT = 1_000;

/**
 * Reads a downloaded artifact. Nothing but plain files of the expected names and sizes is opened, and
 * one thing wrong makes all of it unusable. Names are not repeated: they could be commands in a log.
 */
export function readArtifact(folder: string): Artifact {
  try {
    return readFiles(folder);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { bodies: [], problem: error.message };
  }
}

class Unusable extends Error {}

function readFiles(folder: string): Artifact {
  const names = listFolder(folder);
  const isExpected = (name: string) => name === 'event.json' || /^[1-9]\d?\.md$/.test(name);
  if (!names.every(isExpected)) throw new Unusable('it holds files that do not belong there');
  const hasEvent = names.includes('event.json');
  const parts = names.length - (hasEvent ? 1 : 0);
  if (parts > MOST_PARTS) throw new Unusable(`it has more than ${MOST_PARTS} parts`);
  const bodies = Array.from({ length: parts }, (_, index) => {
    const name = `${index + 1}.md`;
    if (!names.includes(name)) throw new Unusable(`its parts do not count from 1 to ${parts}`);
    return readSmall(join(folder, name), LARGEST_BODY);
  });
  if (hasEvent)
    return { bodies, claim: readClaim(readSmall(join(folder, 'event.json'), LARGEST_EVENT)) };
  if (parts > 0) throw new Unusable('it does not say which pull request it is of');
  return { bodies };
}

function listFolder(folder: string): readonly string[] {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() ? readdirSync(folder) : [];
}

function readSmall(file: string, most: number): string {
  const found = lstatSync(file);
  if (!found.isFile()) throw new Unusable('it holds something that is not a plain file');
  if (found.size > most) throw new Unusable('it holds a file that is too large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) throw new Unusable('it holds a file that is not UTF-8');
    throw error;
  }
}

function readClaim(text: string): Claim {
  const match = /^\{"number": ([1-9]\d{0,9}), "headSha": "([0-9a-f]{40})"\}\n$/.exec(text);
  if (!match) throw new Unusable('its event.json is not as the workflow writes it');
  return { number: Number(match[1]), headSha: String(match[2]) };
}
