import type { Entry } from '../entry.ts';
import type { Pair } from '../pair.ts';
import { diffAccess } from './diff-access.ts';
import { diffExposure } from './diff-exposure.ts';
import { diffNetworkRules } from './diff-network-rules.ts';
import { diffOpenings } from './diff-openings.ts';
import { diffPermissions } from './diff-permissions.ts';
import { diffProtection } from './diff-protection.ts';
import { diffSecrets } from './diff-secrets.ts';
import { diffServiceProtection } from './diff-service-protection.ts';
import { diffSubnets } from './diff-subnets.ts';
import { diffSuppressions } from './diff-suppressions.ts';

/** What happens to permissions, openings, protection, secrets and suppressions. */
export const diffSecurity = (pair: Pair): Entry[] => PARTS.flatMap((part) => part(pair));

const PARTS: readonly ((pair: Pair) => Entry[])[] = [
  diffPermissions,
  diffAccess,
  diffOpenings,
  diffNetworkRules,
  diffSubnets,
  diffExposure,
  diffProtection,
  diffServiceProtection,
  diffSecrets,
  diffSuppressions,
];
