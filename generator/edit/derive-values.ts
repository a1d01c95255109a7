import type { AwsConfig } from '../config/schema.ts';
import { formatCidr, parseCidr } from '../rules/cidr.ts';
import { TIERS } from '../rules/promotion.ts';
import { findFreeRange } from './find-free-range.ts';

/** Values of a new environment that need not be those of the one that it is copied from. */
export interface EnvironmentValues {
  readonly account?: string;
  readonly region?: string;
  readonly tier?: AwsConfig['tier'];
  readonly cidr?: string;
  readonly promotesFrom?: string;
}

/** A value that was given or derived, and where it stands in the config. */
export interface DerivedValue {
  readonly path: readonly string[];
  readonly value: string;
  readonly why: string;
}

/**
 * What a new environment has that its model has not. Account, Region and tier are the model's. Images
 * come from where the model's come from; in a higher tier, or where the model has no source, they
 * come from the model.
 *
 * @param ranges those of all environments
 * @returns no `network.cidr` where no range is free
 */
export function deriveValues(
  from: { readonly name: string; readonly config: AwsConfig },
  given: EnvironmentValues,
  ranges: readonly string[],
): DerivedValue[] {
  const { name, config } = from;
  const { tier = config.tier } = given;
  const isHigher = TIERS.indexOf(tier) > TIERS.indexOf(config.tier);
  const source = isHigher ? name : (config.promotesFrom ?? name);
  const free = given.cidr === undefined ? freeRange(config.network.cidr, ranges) : undefined;
  const choices: readonly Choice[] = [
    { path: ['tier'], value: given.tier },
    { path: ['account'], value: given.account },
    { path: ['region'], value: given.region },
    {
      path: ['promotesFrom'],
      value: given.promotesFrom,
      derived: { value: source, why: whyFrom(name, source, isHigher) },
    },
    {
      path: ['network', 'cidr'],
      value: given.cidr,
      ...(free && { derived: { value: free, why: 'the next free range' } }),
    },
  ];
  return choices.flatMap(({ path, value, derived }) => {
    if (value !== undefined) return [{ path, value, why: 'as given' }];
    return derived ? [{ path, ...derived }] : [];
  });
}

interface Choice {
  readonly path: readonly string[];
  /** As given. */
  readonly value: string | undefined;
  /** What it is when it is not given; nothing where the model's stays. */
  readonly derived?: Omit<DerivedValue, 'path'>;
}

function freeRange(like: string, ranges: readonly string[]): string | undefined {
  const range = findFreeRange(parseCidr(like), ranges.map(parseCidr));
  return range && formatCidr(range);
}

function whyFrom(name: string, source: string, isHigher: boolean): string {
  if (isHigher) return `its tier is above that of ${name}`;
  return source === name ? `${name} is promoted from none` : `${name} is promoted from it too`;
}
