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
  /** Bucket of locks and records. */
  readonly stateBucket?: string;
  /** Of environments that services are deployed to. */
  readonly roles?: DeployRoles;
  readonly phases: readonly { readonly phase: string; readonly steps: readonly Step[] }[];
  /** Image repositories and whose images they hold; where the registry stands. */
  readonly repositories?: readonly { readonly service: string; readonly repository: string }[];
}

/** ARNs of the roles that the bootstrap stack makes for an environment. */
export interface DeployRoles {
  /** What `apply` runs as. */
  readonly deploy: string;
  /** What CloudFormation makes resources as. */
  readonly execution: string;
  /** What looks and changes nothing: `status`, `drift`. */
  readonly read: string;
}

export interface Step {
  readonly stack?: string;
  readonly stackName?: string;
  /** Paths below `rendered/` of a stack's template and parameters. */
  readonly template?: string;
  readonly parameters?: string;
  readonly capabilities?: readonly string[];
  /** Whether the stack is protected from deletion; where nothing is said, it stays as it is. */
  readonly terminationProtection?: boolean;
  readonly service?: string;
  readonly dependsOn?: readonly string[];
  readonly exposure?: string;
  /** API operation that makes the service. */
  readonly operation?: string;
  /** Whether the service has an image; without one it is rendered but not deployed. */
  readonly deployable?: boolean;
  /** Why it is not deployable. */
  readonly reason?: string;
  /** Path below `rendered/` of the contract that its tools are held to. */
  readonly contract?: string;
  readonly bucket?: string;
  readonly key?: string;
  /** Path from the repository's root of what becomes the object. */
  readonly source?: string;
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
