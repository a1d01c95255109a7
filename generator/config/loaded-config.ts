import type { LocatedMap } from './located.ts';
import type { Config } from './schema.ts';

/** One environment's config after all layers, with the place of every leaf. */
export interface LoadedConfig {
  readonly name: string;
  readonly config: Config;
  readonly layered: LocatedMap;
}
