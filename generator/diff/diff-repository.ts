import type { Bundle } from '../render/artefact.ts';
import { diffBundles } from './diff-bundles.ts';
import { diffPresence } from './diff-presence.ts';
import { type Entry, greatest } from './entry.ts';
import { matchBy } from './pair.ts';
import type { DiffReport, EnvironmentDiff, Reason } from './report.ts';
import { findSkew } from './skew/find-skew.ts';

/** What a change does to a repository: every environment of either side, and how they differ afterwards. */
export function diffRepository(
  before: readonly Bundle[],
  after: readonly Bundle[],
  base?: DiffReport['base'],
): DiffReport {
  const environments = matchBy(before, after, ({ environment }) => environment).map(
    ({ before: was, after: is }) => (was && is ? diffBundles(was, is) : diffPresence(was, is)),
  );
  const risk = greatest(environments.map((one) => one.risk));
  return {
    ...(base && { base }),
    risk,
    reasons: environments.flatMap((one) => reasonsOf(one, risk)),
    environments,
    skew: findSkew(after),
  };
}

/** The entries that made the risk what it is. Nothing makes a change harmless. */
function reasonsOf({ environment, entries }: EnvironmentDiff, risk: Entry['risk']): Reason[] {
  if (risk === 'none') return [];
  const causes = entries.filter((entry) => entry.risk === risk);
  // What follows from something else is no reason of its own.
  return causes
    .filter(({ because }) => because === undefined)
    .map(({ code, subject, message }) => ({ environment, code, subject, message }));
}
