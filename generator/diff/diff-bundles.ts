import type { Artefact, Bundle } from '../render/artefact.ts';
import { readWiring } from '../wiring/wiring.ts';
import { diffContracts } from './contract/diff-contracts.ts';
import { diffCost } from './cost/diff-cost.ts';
import { diffPlace } from './diff-place.ts';
import { type Entry, greatest } from './entry.ts';
import { matchBy, type Pair } from './pair.ts';
import type { EnvironmentDiff, FileChange } from './report.ts';
import { diffSecurity } from './security/diff-security.ts';
import { diffServices } from './services/diff-services.ts';
import { findMoved } from './services/find-moved.ts';
import { planRollouts } from './services/plan-rollouts.ts';
import { diffStacks } from './stacks/diff-stacks.ts';

/** What a change does to one environment that stands on both sides. Bundles whose texts are equal give no entries. */
export function diffBundles(before: Bundle, after: Bundle): EnvironmentDiff {
  const { environment } = after;
  const files = compareFiles(before.artefacts, after.artefacts);
  if (files.length === 0) return { ...nothing(environment), change: 'unchanged' };
  const pair: Pair = { environment, before: readWiring(before), after: readWiring(after) };
  const moved = diffPlace(pair);
  const parts = moved ? [moved] : PARTS.flatMap((part) => part(pair));
  const found = [...parts, ...findMoved(pair, parts)];
  // On a laptop nothing is replaced and nobody is let in.
  const isLocal = pair.after.manifest.target === 'local';
  const entries = found.map((entry) => (isLocal ? { ...entry, risk: 'none' as const } : entry));
  const cost = diffCost(pair);
  const { tier, region } = pair.after.manifest;
  return {
    environment,
    change: 'changed',
    ...(tier && { tier }),
    region,
    risk: greatest(entries.map(({ risk }) => risk)),
    entries,
    ...(cost && { cost }),
    rollouts: isLocal ? [] : planRollouts(pair, found),
    files,
  };
}

/** Each looks at an environment from one side; together they say all that a change does. */
const PARTS: readonly ((pair: Pair) => readonly Entry[])[] = [
  diffStacks,
  diffServices,
  diffContracts,
  diffSecurity,
];

const nothing = (environment: string) =>
  ({ environment, risk: 'none', entries: [], rollouts: [], files: [] }) as const;

function compareFiles(before: readonly Artefact[], after: readonly Artefact[]): FileChange[] {
  return matchBy(before, after, ({ path }) => path).flatMap(
    ({ key: path, before: was, after: is }): FileChange[] => {
      if (!was) return [{ path, change: 'added' }];
      if (!is) return [{ path, change: 'removed' }];
      return was.text === is.text ? [] : [{ path, change: 'changed' }];
    },
  );
}
