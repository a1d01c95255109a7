import type { Bundle } from '../render/artefact.ts';
import { serviceStep } from '../wiring/read-manifest.ts';
import { readWiring, type Wiring } from '../wiring/wiring.ts';
import { costOfNew } from './cost/diff-cost.ts';
import type { Entry } from './entry.ts';
import { entryOf } from './make-entry.ts';
import type { EnvironmentDiff, FileChange } from './report.ts';

/** An environment that is new, or no longer rendered: told as a whole. */
export function diffPresence(
  before: Bundle | undefined,
  after: Bundle | undefined,
): EnvironmentDiff {
  const bundle = after ?? before;
  if (!bundle) throw new Error('an environment stands on one side at least');
  const { environment, artefacts } = bundle;
  const change = after ? 'added' : 'removed';
  const wiring = readWiring(bundle);
  const entry = describe(wiring, change);
  // What is no longer rendered costs on until it is destroyed.
  const cost = after && costOfNew(wiring);
  const { tier, region } = wiring.manifest;
  const files = artefacts.map(({ path }): FileChange => ({ path, change }));
  return {
    environment,
    change,
    ...(tier && { tier }),
    region,
    risk: entry.risk,
    entries: [entry],
    rollouts: [],
    ...(cost && { cost }),
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** What stands on no account changes nothing in AWS, whether it comes or goes. */
function describe(wiring: Wiring, change: 'added' | 'removed'): Entry {
  const { environment, manifest } = wiring;
  const subject = environment;
  const harmless = manifest.target === 'local' ? ({ risk: 'none' } as const) : {};
  if (change === 'removed') {
    const message = `is no longer rendered, with ${contents(wiring)}; what runs in AWS stays and costs until it is destroyed`;
    return entryOf('environment/removed', { subject, message, ...harmless });
  }
  const message = `is new, with ${contents(wiring)}`;
  return entryOf('environment/added', { subject, message, ...harmless });
}

function contents({ stacks, services, manifest }: Wiring): string {
  const resources = stacks.reduce((sum, stack) => sum + stack.resources.length, 0);
  const open = services
    .map(({ name }) => ({ name, exposure: serviceStep(manifest, name)?.exposure ?? 'internal' }))
    .filter(({ exposure }) => exposure !== 'internal')
    .map(({ name, exposure }) => `${name} reached by ${exposure}`);
  return [
    `${resources} resources in ${stacks.map(({ name }) => name).join(', ') || 'no stack'}`,
    `services ${services.map(({ name }) => name).join(', ') || 'none'}`,
    ...open,
  ].join('; ');
}
