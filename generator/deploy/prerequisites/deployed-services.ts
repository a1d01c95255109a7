import { serviceStep } from '../../wiring/read-manifest.ts';
import type { WiredService } from '../../wiring/wired-service.ts';
import type { Release } from '../release/release.ts';

export type DeployedService = WiredService;

/** The services that have an image; the manifest says of the others why they are not deployed. */
export const deployedServices = ({ manifest, wiring }: Release): readonly DeployedService[] =>
  wiring.services.filter(({ name }) => serviceStep(manifest, name)?.deployable !== false);
