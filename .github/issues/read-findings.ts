import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run found out about one thing. */
export interface Finding {
  /** Such as `dev` or `dev.search`. */
  readonly subject: string;
  /** Whether there is something to mend. */
  readonly isFound: boolean;
  readonly report: string;
}

/**
 * Reads a folder of `<subject>.found.txt` and `<subject>.gone.txt`. What the run could not look at has
 * no file, and nothing is said of it. Without a folder there is nothing either.
 *
 * @throws {Error} for a file of another name
 */
export function readFindings(folder: string): readonly Finding[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const [, subject, state] =
        /^([a-z0-9-]+(?:\.[a-z0-9-]+)?)\.(found|gone)\.txt$/.exec(name) ?? [];
      if (subject === undefined) throw new Error('There is a file that is no finding');
      const report = readFileSync(join(folder, name), 'utf8');
      return { subject, isFound: state === 'found', report };
    });
}
