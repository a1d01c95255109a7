import type { Bundle } from '../../render/artefact.ts';
import { readManifest } from '../../wiring/read-manifest.ts';
import { readWiring } from '../../wiring/wiring.ts';
import { drawValue } from '../draw-value.ts';
import type { Skew, SkewRow } from '../report.ts';
import { promotionPaths } from './promotion-paths.ts';
import { type Fact, ownFacts, promotableFacts } from './skew-facts.ts';

/** In what the environments of each promotion path differ. Paths on which all are the same have no rows. */
export function findSkew(bundles: readonly Bundle[]): Skew[] {
  const byName = new Map(bundles.map((bundle) => [bundle.environment, bundle]));
  const promoted = bundles.map(({ environment, artefacts }) => ({
    environment,
    promotesFrom: readManifest(artefacts).promotesFrom,
  }));
  return promotionPaths(promoted).map((environments) => {
    // Only these are read as a whole: most environments of many stand on no path.
    const along = environments.flatMap((name) => byName.get(name) ?? []).map(readWiring);
    const rows = [
      ...rowsOf(along.map(promotableFacts), true),
      ...rowsOf(along.map(ownFacts), false),
    ];
    return { environments, rows };
  });
}

/** A row for each fact in which they differ, in the order in which the facts are met. */
function rowsOf(columns: readonly (readonly Fact[])[], isPromotable: boolean): SkewRow[] {
  const known = columns.map((facts) => new Map(facts));
  const names = new Set(columns.flatMap((facts) => facts.map(([what]) => what)));
  return [...names]
    .map((what) => ({ what, isPromotable, values: known.map((facts) => shown(facts.get(what))) }))
    .filter(({ values }) => new Set(values).size > 1);
}

const shown = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : drawValue(value);
