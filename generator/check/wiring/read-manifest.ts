import type { Target } from '../../config/schema.ts';
import type { Artefact } from '../../render/artefact.ts';

/** What the checks read of a manifest. The generator writes it, so its shape is not in doubt. */
export interface Manifest {
  readonly target: Target;
  readonly region: string;
  readonly account?: string;
  readonly phases: readonly { readonly phase: string; readonly steps: readonly Step[] }[];
  /** Image repositories and whose images they hold; where the registry stands. */
  readonly repositories?: readonly { readonly service: string; readonly repository: string }[];
}

interface Step {
  readonly stack?: string;
  readonly stackName?: string;
  readonly service?: string;
  readonly dependsOn?: readonly string[];
  readonly bucket?: string;
}

export function readManifest(artefacts: readonly Artefact[]): Manifest {
  const manifest = artefacts.find(({ kind }) => kind === 'manifest');
  if (!manifest) throw new Error('a bundle has a manifest');
  return manifest.value as Manifest;
}

export const stepsOf = ({ phases }: Manifest, phase: string): readonly Step[] =>
  phases.find((one) => one.phase === phase)?.steps ?? [];
