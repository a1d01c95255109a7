import { serviceStep } from '../../wiring/read-manifest.ts';
import type { Wiring } from '../../wiring/wiring.ts';

/** A service without an image is rendered but not deployed. */
export const isDeployed = ({ manifest }: Wiring, service: string): boolean =>
  serviceStep(manifest, service)?.deployable ?? false;
