import { canonicalJson } from '../../render/canonical-json.ts';
import type { Deployment } from '../deployment.ts';
import { sha256 } from '../release/release.ts';
import type { Outputs } from '../release/resolve-outputs.ts';
import { type LiveSeeds, readLiveSeeds } from '../seed/seed.ts';
import type { LiveServices } from '../services/live-service.ts';
import { readLiveServices } from '../services/live-services.ts';
import { type LiveStack, outputsOf, readLiveStacks } from '../stacks/live-stack.ts';
import { fingerprintService } from './fingerprint-service.ts';

/** What is deployed, as far as an apply compares it with files. */
export interface Live {
  readonly stacks: readonly LiveStack[];
  readonly outputs: Outputs;
  readonly seeds: LiveSeeds;
  readonly services: LiveServices;
}

/** @param revisions ARNs that services are to run, by service, as a rollback has them */
export async function readLive(
  deployment: Deployment,
  revisions: Readonly<Record<string, string>> = {},
): Promise<Live> {
  const stacks = await readLiveStacks(deployment);
  const outputs = outputsOf(stacks);
  const [seeds, services] = await Promise.all([
    readLiveSeeds(deployment),
    readLiveServices(deployment, outputs, { revisions: new Map(Object.entries(revisions)) }),
  ]);
  return { stacks, outputs, seeds, services };
}

/**
 * Hash of each part. What changes by itself, such as how many tasks run, is not in it: that would
 * make every plan stale.
 */
export function fingerprints({ stacks, seeds, services }: Live): Record<string, string> {
  return Object.fromEntries([
    ...stacks.map((stack) => [`stack ${stack.name}`, hashOf(stack)]),
    ...[...seeds].map(([bucket, isThere]) => [`seed ${bucket}`, hashOf({ isThere })]),
    ...[...services.services, ...services.removed].map((service) => [
      `service ${service.name}`,
      hashOf(fingerprintService(service)),
    ]),
  ]);
}

const hashOf = (value: object): string => sha256(canonicalJson(JSON.parse(JSON.stringify(value))));
