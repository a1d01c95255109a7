import type { Target } from '../config/schema.ts';
import type { Artefact } from '../render/artefact.ts';

/** What is read of a manifest. The generator writes it, so its shape is not in doubt. */
export interface Manifest {
  readonly project: string;
  readonly target: Target;
  readonly tier?: string;
  /** The environment whose images are promoted to this one. */
  readonly promotesFrom?: string;
  readonly region: string;
  readonly account?: string;
  readonly phases: readonly { readonly phase: string; readonly steps: readonly Step[] }[];
  /** Image repositories and whose images they hold; where the registry stands. */
  readonly repositories?: readonly { readonly service: string; readonly repository: string }[];
}

export interface Step {
  readonly stack?: string;
  readonly stackName?: string;
  readonly service?: string;
  readonly dependsOn?: readonly string[];
  readonly exposure?: string;
  /** API operation that makes the service. */
  readonly operation?: string;
  /** Whether the service has an image; without one it is rendered but not deployed. */
  readonly deployable?: boolean;
  readonly bucket?: string;
}

export function readManifest(artefacts: readonly Artefact[]): Manifest {
  const manifest = artefacts.find(({ kind }) => kind === 'manifest');
  if (!manifest) throw new Error('a bundle has a manifest');
  return manifest.value as Manifest;
}

export const stepsOf = ({ phases }: Manifest, phase: string): readonly Step[] =>
  phases.find((one) => one.phase === phase)?.steps ?? [];

/** How the manifest says that a service is made; nothing for a service that it does not name. */
export const serviceStep = (manifest: Manifest, service: string): Step | undefined =>
  stepsOf(manifest, 'services').find((step) => step.service === service);
